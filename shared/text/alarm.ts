import { ALARM_CODES } from '../model/alarm.ts';
import type { HelpId } from '../model/help.ts';
import type { Verdict, Warning } from '../model/verdict.ts';
import { helpOfVerdict, helpOfWarning } from './help-index.ts';

/** Why an answer is an alarm, and where the help says what to do. */
export interface Alarm {
  readonly help: HelpId;
  /** Said beside the headline, which may know nothing of it. */
  readonly warnings: readonly Warning[];
}

/** The alarm of a verdict; `null`: it is none. What the code says comes before what a warning says. */
export function alarmOf(verdict: Verdict): Alarm | null {
  const warnings = verdict.warnings.filter(({ code }) => ALARM_CODES.includes(code));
  const isByCode = verdict.codes.some((code) => ALARM_CODES.includes(code));
  const [first] = warnings;
  if (!isByCode && first === undefined) return null;
  const ofWarning = first === undefined || isByCode ? null : helpOfWarning(first.code);
  return { help: ofWarning ?? helpOfVerdict(verdict), warnings };
}
