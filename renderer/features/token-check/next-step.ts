import type { Verdict } from '../../../shared/model/verdict.ts';
import type { Text } from '../../text/text.ts';

/** Members and headings that only a private key has. */
const PRIVATE = /PRIVATE KEY|"(?:d|p|q|dp|dq|qi|k)"\s*:/u;

const UNREADABLE_TIME = ['time.range', 'time.not-number'];

/** What the officer does next; `at`: the past instant that was asked for. A private key in the box is more urgent than anything about the token. */
export function nextStep({ code, checks, kid }: Verdict, pasted: string, at: string | null, text: Text): string | null {
  if (code === 'OK') return null;
  if (code === 'TOKEN_MALFORMED' && PRIVATE.test(pasted)) return text.errors.PRIVATE_KEY_GIVEN.next;
  const isUnreadable = checks.some(({ reasonId }) => UNREADABLE_TIME.includes(reasonId));
  if (code === 'CLAIM_INVALID' && isUnreadable) return text.answer.nextTime;
  // No set of keys can help where no key is named.
  if (code === 'KEY_UNKNOWN' && (kid === null || kid === '')) return text.answer.nextNameless;
  if (code === 'TOKEN_NOT_YET_VALID' && at !== null) return text.answer.nextLater;
  const isUnsigned = checks.some(({ reasonId }) => reasonId === 'format.unsigned');
  return text.terms.verdictCode[isUnsigned ? 'ALG_NOT_ALLOWED' : code];
}
