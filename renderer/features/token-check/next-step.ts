import type { Verdict } from '../../../shared/model/verdict.ts';
import type { Text } from '../../text/text.ts';

/** Members and headings that only a private key has. */
const PRIVATE = /PRIVATE KEY|"(?:d|p|q|dp|dq|qi|k)"\s*:/u;

/** What the officer does next. A private key in the box is more urgent than anything about the token. */
export function nextStep({ code, checks }: Verdict, pasted: string, text: Text): string | null {
  if (code === 'OK') return null;
  if (code === 'TOKEN_MALFORMED' && PRIVATE.test(pasted)) return text.errors.PRIVATE_KEY_GIVEN.next;
  const isTime = checks.some(({ name, code: failing }) => name === 'time' && failing === 'CLAIM_INVALID');
  if (code === 'CLAIM_INVALID' && isTime) return text.answer.nextTime;
  const isUnsigned = checks.some(({ reasonId }) => reasonId === 'format.unsigned');
  return text.terms.verdictCode[isUnsigned ? 'ALG_NOT_ALLOWED' : code];
}
