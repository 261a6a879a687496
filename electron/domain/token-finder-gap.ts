import { behindSoftBreak, codeAt } from './token-finder-codes.ts';

/** White space between two stretches of base64url digits: as likely the end of a token as damage within. */
export interface Gap {
  /** The octet behind it. */
  readonly next: number;
  /** How many lines end in it; 0: spaces only. */
  readonly lines: number;
  /** Where the last of the lines begins. */
  readonly lineStart: number;
  /** Marks of quoted mail were passed over. */
  readonly isQuoted: boolean;
}

const [LINE_FEED, RETURN, QUOTE_MARK, SPACE] = [0x0a, 0x0d, 0x3e, 0x20];
const BREAKS = new Set([LINE_FEED, RETURN, 0x0b, 0x0c, 0x85, 0x2028, 0x2029]);
const SPACES = new Set([SPACE, 0x09, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000]);
/** With these a command goes on on the next line: in shells of Unix, of Windows, and in PowerShell. */
const CONTINUED = new Set(['\\', '^', '`'].map((mark) => mark.charCodeAt(0)));
/** An empty line between two of a token is what some mail programs make of one break; two are not. */
const MOST_LINES = 2;
const MOST_CHARACTERS = 96;

/** Tells whether a code point is a space of any width that can be seen, or a tab. */
export function isSpace(code: number): boolean {
  return SPACES.has(code) || (code >= 0x2000 && code <= 0x200a);
}

/**
 * Reads white space at `at`, however it is encoded, with the marks of quoted mail and of continued lines in it; `null`:
 * there is none. Looks at a bounded number of octets.
 * @see RFC 3676 §4.5, RFC 9112 §5.2
 */
export function gapAt(bytes: Buffer, at: number): Gap | null {
  let [next, lines, lineStart, isQuoted] = [at, 0, at, false];
  for (let read = 0; read < MOST_CHARACTERS; read += 1) {
    const soft = behindSoftBreak(bytes, next);
    if (soft !== null && next > at) {
      next = soft;
      continue;
    }
    const one = codeAt(bytes, next);
    if (one === null) break;
    const broken = behindBreak(bytes, next);
    if (broken !== null) {
      if (lines === MOST_LINES) break;
      lines += 1;
      next = lineStart = broken;
    } else if (isSpace(one.code)) next = one.next;
    else if (lines > 0 && one.code === QUOTE_MARK) [next, isQuoted] = [one.next, true];
    else break;
  }
  return next === at ? null : { next, lines, lineStart, isQuoted };
}

/** Behind one line break, with the mark of a continued line before it; `null`: there is none. */
function behindBreak(bytes: Buffer, at: number): number | null {
  const one = codeAt(bytes, at);
  const first = one !== null && CONTINUED.has(one.code) ? codeAt(bytes, one.next) : one;
  if (first === null || !BREAKS.has(first.code)) return null;
  const second = first.code === RETURN ? codeAt(bytes, first.next) : null;
  return second?.code === LINE_FEED ? second.next : first.next;
}
