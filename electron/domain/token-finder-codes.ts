import type { RepairId } from '../../shared/model/found-token.ts';

/** One character of a text, whatever it was encoded by. */
export interface Code {
  /** Its code point. */
  readonly code: number;
  /** The octet behind it. */
  readonly next: number;
  /** The encoding that was undone; `null`: it stands there as itself. */
  readonly repair: RepairId | null;
}

const [PERCENT, EQUALS, BACKSLASH, AMPERSAND, LETTER_U, LETTER_X] = [0x25, 0x3d, 0x5c, 0x26, 0x75, 0x78];
/** As often as this, encodings may lie in each other. */
const MOST_LEVELS = 5;
const MOST_BACKSLASHES = 16;
const NONE = -1;
/** What a letter behind a backslash stands for in strings of JSON and most languages. */
const ESCAPED: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: 0x0a, r: 0x0d, t: 0x09 }).map(([letter, code]) => [letter.charCodeAt(0), code]),
);
/** What Markdown writes a backslash before, of a token's characters. */
const MARKED_DOWN = new Set([...'.-_='].map((one) => one.charCodeAt(0)));

/**
 * Reads one character: percent-encoded, as quoted-printable, escaped as in JSON (each also more than once), as an entity of
 * HTML, or as itself in UTF-8. `null`: the text ends. What is no good UTF-8 is read octet by octet. Looks at a bounded
 * number of octets.
 * @see RFC 3986 §2.1, RFC 2045 §6.7, RFC 8259 §7
 */
export function codeAt(bytes: Buffer, at: number): Code | null {
  const first = wideCodeAt(bytes, at);
  if (first?.code === BACKSLASH) return escapedAt(bytes, first) ?? first;
  if (first?.code === AMPERSAND) return entityAt(bytes, at) ?? first;
  return first;
}

/** Behind a soft break of quoted-printable, which divides nothing; `null`: there is none. @see RFC 2045 §6.7 rule 5 */
export function behindSoftBreak(bytes: Buffer, at: number): number | null {
  if (bytes[at] !== EQUALS) return null;
  const found = /^=[ \t]{0,8}(?:\r\n|\n|\r)/u.exec(bytes.toString('latin1', at, at + 12));
  return found === null ? null : at + found[0].length;
}

/** The number that hexadecimal digits make; negative where there are not as many. */
function hexAt(bytes: Buffer, at: number, digits: number): number {
  const text = bytes.toString('latin1', at, at + digits);
  return text.length === digits && /^[\dA-Fa-f]+$/u.test(text) ? Number.parseInt(text, 16) : NONE;
}

function octetAt(bytes: Buffer, at: number): Code | null {
  let code = bytes[at];
  if (code === undefined) return null;
  let [next, repair]: [number, RepairId | null] = [at + 1, null];
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const isPercent = code === PERCENT;
    // An equals sign that was encoded itself is padding, or what divides a name from a value.
    if (!isPercent && !(code === EQUALS && level === 0)) break;
    const decoded = hexAt(bytes, next, 2);
    if (decoded === NONE) break;
    code = decoded;
    next += 2;
    repair = !isPercent ? 'quoted-printable' : repair === null ? 'percent' : 'percent-twice';
  }
  return { code, next, repair };
}

function wideCodeAt(bytes: Buffer, at: number): Code | null {
  const first = octetAt(bytes, at);
  if (first === null || first.code < 0xc2 || first.code > 0xf4) return first;
  const count = first.code >= 0xf0 ? 3 : first.code >= 0xe0 ? 2 : 1;
  let [code, next] = [first.code & (0x3f >> count), first.next];
  for (let read = 0; read < count; read += 1) {
    const one = octetAt(bytes, behindSoftBreak(bytes, next) ?? next);
    if (one === null || (one.code & 0xc0) !== 0x80) return first;
    code = (code << 6) | (one.code & 0x3f);
    next = one.next;
  }
  return { code, next, repair: first.repair };
}

/** Behind a backslash, or several: JSON in JSON has one more each time. */
function escapedAt(bytes: Buffer, backslash: Code): Code | null {
  let last: Code | null = backslash;
  for (let count = 0; last?.code === BACKSLASH && count < MOST_BACKSLASHES; count += 1) {
    last = octetAt(bytes, behindSoftBreak(bytes, last.next) ?? last.next);
  }
  if (last === null) return null;
  const { code, next } = last;
  if (code === LETTER_U || code === LETTER_X) {
    const digits = code === LETTER_U ? 4 : 2;
    const value = hexAt(bytes, next, digits);
    return value === NONE ? null : { code: value, next: next + digits, repair: 'json-escapes' };
  }
  const escaped = ESCAPED.get(code);
  if (escaped !== undefined) return { code: escaped, next, repair: 'json-escapes' };
  return MARKED_DOWN.has(code) ? { code, next, repair: 'backslashes' } : null;
}

function entityAt(bytes: Buffer, at: number): Code | null {
  const found = /^&#(?:(\d{1,7})|[Xx]([\dA-Fa-f]{1,6}));/u.exec(bytes.toString('latin1', at, at + 12));
  if (found === null) return null;
  const code = found[1] === undefined ? Number.parseInt(found[2] ?? '', 16) : Number(found[1]);
  return { code, next: at + found[0].length, repair: 'html-entities' };
}
