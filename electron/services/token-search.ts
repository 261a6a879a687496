import type { ExaminedKind } from '../../shared/model/examined.ts';
import type { Finding } from '../../shared/model/found-token.ts';
import { findTokens } from '../domain/token-finder.ts';
import { nearMissIn } from '../domain/token-finder-miss.ts';
import type { Examination } from './examination.ts';

/** What is shown at a time; of more, a scan tells. */
const MOST_LISTED = 50;
const TOKENS: readonly ExaminedKind[] = ['jwt', 'jws', 'jws-json', 'jwe'];

/**
 * Finds the tokens in a text, and says what it is where there are none, or where a key stands in it that nobody should see.
 * Nothing is verified, recorded or kept.
 * @throws DATABASE_DAMAGED where it cannot be told whether a key is ours
 */
export function searchTokens(bytes: Buffer, examination: Pick<Examination, 'examine'>): Finding {
  const { tokens, distinct } = findTokens(bytes, MOST_LISTED);
  const { kind, isSecret } = examination.examine(bytes);
  return {
    tokens: [...tokens],
    distinct,
    is: kind,
    holdsKey: isSecret && !TOKENS.includes(kind),
    nearMiss: distinct > 0 ? null : nearMissIn(bytes),
  };
}
