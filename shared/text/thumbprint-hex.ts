const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BYTES = 32;

/**
 * The 32 bytes of a SHA-256 thumbprint.
 * @throws RangeError for text that is no SHA-256 in canonical base64url
 * @see RFC 4648 §5
 */
export function thumbprintBytes(thumbprint: string): readonly number[] {
  const bytes = decode(thumbprint);
  if (bytes === null) throw new RangeError('a thumbprint is 43 characters of canonical base64url');
  return bytes;
}

/** A thumbprint as 64 hex digits. Text that is none is given as it is: a page shows it, and does not fall over it. */
export function thumbprintHex(thumbprint: string): string {
  return decode(thumbprint)?.map(hexOfByte).join('') ?? thumbprint;
}

/** A thumbprint as 16 groups of four hex digits, made to be compared by eye. @throws RangeError */
export function hexGroups(thumbprint: string): readonly string[] {
  const hex = thumbprintBytes(thumbprint).map(hexOfByte);
  return hex.flatMap((byte, index) => (index % 2 === 0 ? [`${byte}${hex[index + 1] ?? ''}`] : []));
}

/** Written out, because the page has no Buffer and the terminal no atob for base64url. */
function decode(thumbprint: string): readonly number[] | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of thumbprint) {
    const value = ALPHABET.indexOf(character);
    if (value === -1) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  // Two spare bits at the end say nothing: set, they would give one key two spellings.
  return bytes.length === BYTES && bits === 2 && held === 0 ? bytes : null;
}

function hexOfByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
