const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NO_DIGIT = -1;
/** What each octet stands for, in base64 and in base64url. @see RFC 4648 §4-5 */
const SEXTETS = Int8Array.from({ length: 256 }, (_, octet) => {
  if (octet === 0x2d) return 62;
  return octet === 0x5f ? 63 : ALPHABET.indexOf(String.fromCharCode(octet));
});
/** What a digit of base64 or base64url stands for; negative for every other octet. */
export function sextetOf(octet: number): number {
  return SEXTETS[octet] ?? NO_DIGIT;
}

/** By the digits of a group of four that are there, how far its last octet lies above the last bit. */
const SHIFTS = [0, 0, 4, 2];
const BACKSLASH = 0x5c;
/** A line break or a tab as strings of JSON write it. */
const ESCAPED_SPACE = new Set([...'nrt'].map((letter) => letter.charCodeAt(0)));

/**
 * Decodes every stretch of base64 in a text, once, and gives the first answer of `look` that is not `null`. Lines are one
 * stretch as long as each has whole groups of four, so that a word in front shifts nothing. The time grows with the length
 * only. What was decoded is zeroed: `look` keeps nothing of it.
 */
export function findInBase64<T>(text: Buffer, look: (decoded: Buffer) => T | null): T | null {
  const decoded = Buffer.alloc(Math.ceil((text.length * 3) / 4));
  let [octets, digits, held] = [0, 0, 0];
  let wasBroken = false;
  const close = (): T | null => {
    const found = octets === 0 ? null : look(decoded.subarray(0, octets));
    [octets, digits, wasBroken] = [0, 0, false];
    return found;
  };
  try {
    for (let at = 0; at < text.length; at += 1) {
      const octet = text[at] ?? 0;
      const sextet = SEXTETS[octet] ?? NO_DIGIT;
      const isEscape = octet === BACKSLASH && ESCAPED_SPACE.has(text[at + 1] ?? 0);
      if (isEscape) at += 1;
      if (isEscape || octet <= 0x20) {
        wasBroken = true;
        continue;
      }
      if (sextet === NO_DIGIT || (wasBroken && digits % 4 !== 0)) {
        const found = close();
        if (found !== null) return found;
      }
      wasBroken = false;
      if (sextet === NO_DIGIT) continue;
      held = ((held << 6) | sextet) & 0xffff;
      digits += 1;
      if (digits % 4 === 1) continue;
      decoded[octets] = held >> (SHIFTS[digits % 4] ?? 0);
      octets += 1;
    }
    return close();
  } finally {
    decoded.fill(0);
  }
}
