import { AppError } from './errors.ts';

const BYTES = 32;

/**
 * Gives a certificate pin in the one form that is kept: SHA-256 of the SubjectPublicKeyInfo, base64url. It may come as
 * base64, as base64url or in hex (with colons or without), and with the name of the hash before it.
 * @throws INPUT_INVALID
 * @see RFC 7469 §2.4
 */
export function parsePin(text: string): string {
  const bare = text
    .trim()
    .replace(/^(?:pin-)?sha-?256(?:\/{1,2}|[:=])\s*/iu, '')
    .replace(/^"(?<inner>.*)"$/u, '$<inner>');
  const bytes = readHex(bare) ?? readBase64(bare);
  if (bytes?.length === BYTES) return bytes.toString('base64url');
  throw new AppError('INPUT_INVALID', 'this is no certificate pin', {
    hint: 'give the SHA-256 of the public key (SPKI) in base64 or hex, as "dcm-keys env certificate NAME" shows it',
  });
}

function readHex(text: string): Buffer | null {
  const digits = text.replaceAll(':', '');
  return /^[0-9a-f]{64}$/iu.test(digits) ? Buffer.from(digits, 'hex') : null;
}

/** Canonical text only: two texts for one pin would be two pins to whoever compares them by eye. */
function readBase64(text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/_-]{43}=?$/u.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  const canonical = text.replace(/=$/u, '').replaceAll('+', '-').replaceAll('/', '_');
  return bytes.toString('base64url') === canonical ? bytes : null;
}
