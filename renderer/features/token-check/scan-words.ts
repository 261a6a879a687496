import type { ScanCounts } from '../../../shared/model/scan-result.ts';
import type { Outcome } from '../../../shared/model/verdict.ts';
import type { Language } from '../../../shared/ipc/contract.ts';
import { formatNumber } from '../../text/dates.ts';
import type { Text } from '../../text/text.ts';

/** Of the uses that an outcome may have, by their code. */
const UNDECIDED = ['KEY_UNKNOWN', 'NO_SNAPSHOT', 'TIME_NOT_JUDGED'];
/** What is odd about a use whose verdict is good, and yet is an alarm. */
const ALARMS = ['signed-elsewhere', 'key-compromised'];

/** The answer of a scan: what is to be thought of it, in one sentence or two. */
export interface ScanSentence {
  readonly outcome: Outcome;
  readonly isAlarm: boolean;
  readonly words: string;
}

/** Says what the uses of a scan come to. There is at least one. */
export function scanSentence(counts: ScanCounts, text: Text, language: Language): ScanSentence {
  const { scan } = text;
  const number = (count: number) => formatNumber(count, language);
  const of = (outcome: Outcome) => counts.outcomes.find(({ value }) => value === outcome)?.count ?? 0;
  const parts = (isMeant: (code: string) => boolean) =>
    counts.codes
      .filter(({ value }) => isMeant(value))
      .map(({ value, count }) => scan.part(number(count), scan.codes[value]))
      .join(', ');
  const [bad, unsure, all] = [of('invalid'), of('undetermined'), number(counts.uses)];
  const badParts = parts((code) => code !== 'OK' && !UNDECIDED.includes(code));
  const isOdd = counts.anomalies.length > 0;
  const first =
    bad === 0
      ? isOdd && unsure === 0
        ? scan.oddOnly(all)
        : scan.noneBad(all)
      : bad === 1
        ? scan.badOne(all, badParts)
        : scan.bad(number(bad), all, badParts);
  const second =
    unsure === 0
      ? ''
      : ` ${scan.unsure(
          number(unsure),
          parts((code) => UNDECIDED.includes(code)),
        )}`;
  return {
    outcome: bad > 0 ? 'invalid' : unsure > 0 || isOdd ? 'undetermined' : 'valid',
    isAlarm: counts.anomalies.some(({ value }) => ALARMS.includes(value)),
    words: first + second,
  };
}
