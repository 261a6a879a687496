import type { ExaminedKind } from '../../shared/model/examined.ts';
import type { Finding } from '../../shared/model/found-token.ts';
import { examine } from './examine.ts';
import { findTokens } from './token-finder.ts';
import { nearMissIn } from './token-finder-miss.ts';

/** What is shown at a time; of more, a scan tells. */
const MOST_LISTED = 50;
const TOKENS: readonly ExaminedKind[] = ['jwt', 'jws', 'jws-json', 'jwe'];

/**
 * Finds the tokens in a text, and says what it is where there are none, or that a key stands in it which nobody should see.
 * Nothing is verified. Takes any bytes and never throws.
 */
export function searchTokens(bytes: Buffer): Finding {
  const { tokens, distinct } = findTokens(bytes, MOST_LISTED);
  // Whether a key is ours, or a token has expired, is not asked here.
  const { kind, isSecret } = examine(bytes, { now: 0, find: () => null });
  return {
    tokens: [...tokens],
    distinct,
    is: kind,
    holdsKey: isSecret && !TOKENS.includes(kind),
    nearMiss: distinct > 0 ? null : nearMissIn(bytes),
  };
}
