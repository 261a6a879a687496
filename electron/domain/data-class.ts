import { findInBase64 } from './base64-stretches.ts';
import { AppError } from './errors.ts';
import { hiddenSecret } from './examine-hidden.ts';
import { hasShare } from './share-in-text.ts';

/** How every compact JWS and JWE begins: base64url of `{"`. @see RFC 7515 §7.1 */
const HEADER = 'eyJ';
/** Members that only a JWS or JWE in JSON has together. @see RFC 7515 §7.2, RFC 7516 §7.2 */
const JSON_TOKEN = [/protected\\{0,8}"\s{0,8}:/u, /(?:signature|ciphertext)\\{0,8}"\s{0,8}:/u];

/** What is sealed says of what format it is. */
const SEALED = /dcm-key-(?:vault-|backup\\{0,8}")|sealed1-[\w-]{32}/iu;

/**
 * Lets only public data out of this computer, and into it: no private or symmetric key in any form that is known here, in
 * the open, escaped or in base64, and no token. The time grows with the length only.
 * @throws DATA_CLASS_REFUSED; neither message nor hint holds what was found
 */
export function requirePublicData(bytes: Buffer): void {
  if (hiddenSecret(bytes) !== null) {
    throw new AppError('DATA_CLASS_REFUSED', 'there is private or symmetric key material in it', {
      hint: 'nothing was written: find out how it got there, and treat that key as stolen',
    });
  }
  if (hasSealed(bytes) || findInBase64(bytes, (decoded) => (hasSealed(decoded) ? true : null)) !== null) {
    throw new AppError('DATA_CLASS_REFUSED', 'there is a share, or sealed key material, in it', {
      hint: 'nothing was written: give public data only, and find out how it got there',
    });
  }
  if (hasToken(bytes) || findInBase64(bytes, (decoded) => (hasToken(decoded) ? true : null)) !== null) {
    throw new AppError('DATA_CLASS_REFUSED', 'there is a token in it', {
      hint: 'nothing was written: give public data only, and find out how the token got there',
    });
  }
}

function hasSealed(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  return SEALED.test(text) || hasShare(text);
}

function hasToken(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (JSON_TOKEN.every((member) => member.test(text))) return true;
  if (!text.includes(HEADER)) return false;
  return text.split(/[^\w.-]+/u).some((run) => {
    const parts = run.split('.');
    return parts.some((part, at) => part.includes(HEADER) && at + 2 < parts.length && parts[at + 1] !== '');
  });
}
