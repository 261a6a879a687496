import type { VerdictCode } from './verdict.ts';
import type { ReasonId, WarningCode } from './verdict-reasons.ts';

/** Topics of the offline help. An id is never given to another subject: it is named on the phone and in tickets. */
export const HELP_IDS = [
  'V01',
  'V02',
  'V03',
  'V04',
  'V05',
  'V06',
  'V07',
  'V08',
  'V09',
  'V10',
  'V11',
  'V12',
  'V13',
  'V14',
  'V15',
  'V16',
  'V17',
  'V18',
  'V19',
  'V20',
  'V21',
  'V22',
  'V23',
  'V24',
  'V25',
  'V26',
  'V27',
  'V28',
  'V29',
  'V30',
  'V31',
  'V32',
  'V33',
  'V34',
  'V35',
] as const;
export type HelpId = (typeof HELP_IDS)[number];

/** What leads to a topic, and which topics are mistaken for it. */
export interface HelpEntry {
  readonly codes: readonly VerdictCode[];
  readonly warnings: readonly WarningCode[];
  /** More exact than a code: where the deciding check gives one of these, it wins. */
  readonly reasons: readonly ReasonId[];
  readonly seeAlso: readonly HelpId[];
}
