import type { VerdictCode } from './verdict.ts';
import type { WarningCode } from './verdict-reasons.ts';

/** Codes and warnings that are an alarm: whoever sees one acts at once. */
export const ALARM_CODES: readonly string[] = [
  'SIGNED_ELSEWHERE',
  'KEY_COMPROMISED',
  'KID_IN_BOTH_SETS',
] satisfies readonly (VerdictCode | WarningCode)[];
