import { ALARM_CODES } from '../model/alarm.ts';
import type { HelpId } from '../model/help.ts';
import type { Verdict, Warning } from '../model/verdict.ts';
import { helpOfVerdict, helpOfWarning } from './help-index.ts';

/** Why an answer is an alarm, and where the help says what to do. */
export interface Alarm {
  /** The code that makes it one: of the verdict, else of a warning. */
  readonly code: string;
  readonly help: HelpId;
  /** Said beside the headline, which may know nothing of it. */
  readonly warnings: readonly Warning[];
}

/** The alarm of a verdict; `null`: it is none. What the code says comes before what a warning says. */
export function alarmOf(verdict: Verdict): Alarm | null {
  const warnings = verdict.warnings.filter(({ code }) => ALARM_CODES.includes(code));
  const byCode = verdict.codes.find((code) => ALARM_CODES.includes(code));
  const [first] = warnings;
  if (byCode !== undefined) return { code: byCode, help: helpOfVerdict({ ...verdict, code: byCode }), warnings };
  if (first === undefined) return null;
  return { code: first.code, help: helpOfWarning(first.code) ?? helpOfVerdict(verdict), warnings };
}
