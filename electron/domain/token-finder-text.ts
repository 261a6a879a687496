/** Where something stands. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters of the text. */
  readonly column: number;
}

const LOOKED_AT = 4096;

/**
 * A text as UTF-8, from UTF-16 where it is that: by its byte-order mark, or by the NUL in every second octet. Everything
 * else is left as it is, be it text or not.
 * @see RFC 2781 §3.2, §4.3
 */
export function asUtf8(bytes: Buffer): Buffer {
  const encoding = utf16Of(bytes);
  if (encoding === null) return bytes;
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return Buffer.from((encoding === 'utf-16be' ? Buffer.from(even).swap16() : even).toString('utf16le'), 'utf8');
}

/**
 * Which UTF-16 a text begins as, by its byte-order mark or the NUL in every second octet; `null`: it does not.
 * @see RFC 2781 §3.2, §4.3
 */
export function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const at = nulsEverySecond(head);
  if (at === null) return null;
  return at === 0 ? 'utf-16be' : 'utf-16le';
}

/** 0: the first of two octets is NUL, as in big-endian text of ASCII; 1: the second; `null`: neither, most of the time. */
function nulsEverySecond(bytes: Buffer): 0 | 1 | null {
  const length = Math.min(bytes.length, LOOKED_AT);
  const nuls = [0, 0];
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  const [first = 0, second = 0] = nuls;
  const least = length * 0.3;
  if (first > least && second === 0) return 0;
  return second > least && first === 0 ? 1 : null;
}

/** UTF-16 that was taken for text has a NUL with most characters: it is left out. Anything else is left as it is. */
export function withoutNuls(bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return bytes;
  const kept = bytes.filter((octet) => octet !== 0);
  return bytes.length - kept.length > bytes.length * 0.2 ? Buffer.from(kept) : bytes;
}

/** Gives the position of an octet; to be asked in rising order, so that the whole text is gone through once. */
export function positions(bytes: Buffer): (at: number) => Position {
  let [next, line, column] = [0, 1, 1];
  return (at) => {
    for (; next < at; next += 1) {
      const octet = bytes[next] ?? 0;
      const isBreak = octet === 0x0a || (octet === 0x0d && bytes[next + 1] !== 0x0a);
      if (isBreak) [line, column] = [line + 1, 1];
      else if ((octet & 0xc0) !== 0x80) column += 1;
    }
    return { line, column };
  };
}
