import { AppError } from './errors.ts';
import { isJsonObject } from './strict-json.ts';
import { requireFreeText } from './free-text.ts';

/** The longest kid that is read or written, in bytes of UTF-8. */
export const MAX_KID_BYTES = 256;

/**
 * Gives back a kid that a bank may choose for a key: 1 to 256 bytes, no control or format characters, no white space
 * at its ends. Case and composition are kept and compared exactly.
 * It holds no key and no share.
 * @throws KID_INVALID, DATA_CLASS_REFUSED
 */
export function requireKid(kid: string): string {
  const problem = kidProblem(kid);
  if (problem === null) return requireFreeText(kid);
  throw new AppError('KID_INVALID', `the kid ${problem}`, {
    hint: 'choose letters, digits, "-" and "_", or leave it out: the thumbprint is then used',
  });
}

function kidProblem(kid: string): string | null {
  if (kid === '') return 'is empty';
  if (Buffer.byteLength(kid) > MAX_KID_BYTES) return `is longer than ${String(MAX_KID_BYTES)} bytes`;
  if (!kid.isWellFormed()) return 'is not well-formed text';
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(kid)) return 'has control characters or invisible ones';
  return kid.trim() === kid ? null : 'begins or ends with white space';
}

/** The kid of whatever a DCM lists as a key; `null` where it has none that is text. */
export function kidOfUnknown(jwk: unknown): string | null {
  return isJsonObject(jwk) && typeof jwk['kid'] === 'string' ? jwk['kid'] : null;
}
