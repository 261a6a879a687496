import type { Language } from '../../../shared/ipc/contract.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { formatUtc } from '../../text/dates.ts';
import type { Text } from '../../text/text.ts';
import { alarmOf } from '../../../shared/text/alarm.ts';

/** The answer as one sentence for those who listen. `at`: the past instant that was asked for; `null`: now. */
export function spokenAnswer(verdict: Verdict, at: string | null, text: Text, language: Language): string {
  const { headline } = verdict;
  const isSaid = headline.startsWith(text.answer.alarm);
  const said = alarmOf(verdict) === null || isSaid ? headline : text.answer.spokenAlarm(headline);
  return at === null ? said : text.answer.spokenAsOf(formatUtc(at, language), said);
}
