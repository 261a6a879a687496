const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BYTES = 32;

/**
 * The 32 bytes of a SHA-256 thumbprint. Written out, because the page has no Buffer and the terminal no atob for base64url.
 * @throws RangeError for text that is no SHA-256 in canonical base64url
 * @see RFC 4648 §5
 */
export function thumbprintBytes(thumbprint: string): readonly number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of thumbprint) {
    const value = ALPHABET.indexOf(character);
    if (value === -1) throw noThumbprint();
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  // Two spare bits at the end say nothing: set, they would give one key two spellings.
  if (bytes.length !== BYTES || bits !== 2 || held !== 0) throw noThumbprint();
  return bytes;
}

/** A thumbprint as 16 groups of four hex digits, made to be compared by eye. @throws RangeError */
export function hexGroups(thumbprint: string): readonly string[] {
  const hex = thumbprintBytes(thumbprint).map((byte) => byte.toString(16).padStart(2, '0'));
  return hex.flatMap((byte, index) => (index % 2 === 0 ? [`${byte}${hex[index + 1] ?? ''}`] : []));
}

function noThumbprint(): RangeError {
  return new RangeError('a thumbprint is 43 characters of canonical base64url');
}
