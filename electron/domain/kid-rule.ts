import { MAX_KID_BYTES } from './kid.ts';

/** Why a `kid` that stands in a token or in a foreign key set is not looked at. */
export type KidProblem = 'not-text' | 'too-long' | 'control';

/**
 * Judges a `kid` that somebody else chose: text of at most 256 bytes without control characters. It is compared
 * exactly, so nothing is normalised. `null`: it may be looked up.
 * @see RFC 7515 §4.1.4
 */
export function kidProblem(kid: unknown): KidProblem | null {
  if (typeof kid !== 'string') return 'not-text';
  if (Buffer.byteLength(kid) > MAX_KID_BYTES) return 'too-long';
  // Half a surrogate pair prints like any other half: two kids would look the same in every list.
  return /\p{Cc}/u.test(kid) || !kid.isWellFormed() ? 'control' : null;
}
