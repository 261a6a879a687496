import type { RepairId } from '../../shared/model/found-token.ts';
import { behindSoftBreak, codeAt } from './token-finder-codes.ts';
import { type Gap, gapAt } from './token-finder-gap.ts';

/** What stands between two stretches of base64url digits, and what it means there. */
export interface Joint {
  /** The character of a token that it stands for; empty where it is only damage. */
  readonly means: string;
  /** The octet behind it. */
  readonly next: number;
  /** What is undone by taking it so; `null`: nothing, it is as it should be. */
  readonly repair: RepairId | null;
  /** Where it is white space. The reader decides what that means. */
  readonly gap: Gap | null;
}

/** 1: a digit of base64url. */
const DIGITS = Uint8Array.from({ length: 256 }, (_, octet) => (/[\w-]/u.test(String.fromCharCode(octet)) ? 1 : 0));
const DOT = 0x2e;
/** What may be a joint at all, besides what is beyond ASCII: control characters, space, `%` `&` `.` `=` `\` `^` `` ` ``. */
const NEVER = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet >= 0x80 || octet <= 0x20 || '%&.=\\^`'.includes(String.fromCharCode(octet)) ? 0 : 1,
);
/** Hyphens that a text program sets in place of the plain one. */
const HYPHENS = new Set([0x2010, 0x2011, 0x2212]);

/** Tells whether an octet is a digit of base64url. */
export function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && DIGITS[octet] === 1;
}

/** The end of the stretch of base64url digits that begins at `at`, `end` at most. */
export function endOfDigits(bytes: Buffer, at: number, end: number): number {
  let next = at;
  while (next < end && DIGITS[bytes[next] ?? 0] === 1) next += 1;
  return next;
}

/**
 * Reads what stands at `at`, where no digit of base64url stands; `null`: nothing that can be within a token. What it gives
 * is a possibility: a soft hyphen at the end of a token belongs to the text around it. Looks at a bounded number of octets.
 */
export function jointAt(bytes: Buffer, at: number): Joint | null {
  const octet = bytes[at];
  if (octet === undefined || NEVER[octet] === 1) return null;
  if (octet === DOT) return { means: '.', next: at + 1, repair: null, gap: null };
  const soft = behindSoftBreak(bytes, at);
  if (soft !== null) {
    // A mail that was quoted after it had been encoded.
    const quoted = /^(?:[ \t]{0,2}>){1,8}[ \t]{0,2}/u.exec(bytes.toString('latin1', soft, soft + 40));
    return { means: '', next: soft + (quoted?.[0].length ?? 0), repair: 'quoted-printable', gap: null };
  }
  const gap = gapAt(bytes, at);
  if (gap !== null) return { means: '', next: gap.next, repair: gap.lines > 0 ? 'line-breaks' : 'spaces', gap };
  const one = codeAt(bytes, at);
  if (one === null) return null;
  const { code, next, repair } = one;
  if (code === 0) return { means: '', next, repair: 'nul-bytes', gap: null };
  if (code < 0x80) {
    const means = String.fromCharCode(code);
    return DIGITS[code] === 1 || means === '.' || means === '=' ? { means, next, repair, gap: null } : null;
  }
  if (HYPHENS.has(code)) return { means: '-', next, repair: 'hyphens', gap: null };
  return isInvisible(code) ? { means: '', next, repair: 'invisible', gap: null } : null;
}

/** Zero-width characters, joiners, marks of direction, soft hyphen, byte-order mark, variation selectors. */
function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    code === 0x34f ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff
  );
}
