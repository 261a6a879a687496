import { sextetOf } from './base64-stretches.ts';
import { behindSoftBreak } from './token-finder-codes.ts';
import { gapAt } from './token-finder-gap.ts';
import type { Meter } from './token-finder-part.ts';
import { endOfStretch } from './token-finder-stretch.ts';
import { MOST_HEADER, signatureLengths } from './token-finder-header.ts';
import { mayBegin, readHeader, readToken, type ReadToken } from './token-finder-read.ts';

/** Bits that are read already. */
interface Held {
  readonly held: number;
  readonly bits: number;
}

const AT_GROUP: Held = { held: 0, bits: 0 };
/** The first bits of "e" stand in the digit before. */
const ONE_BEFORE: Held = { held: 0b0110, bits: 4 };
const TWO_BEFORE: Held = { held: 0b01, bits: 2 };
/**
 * Digits that are seen of "ey" and "ew", with which every base64url of an object begins, in base64 once more; by how many
 * octets stand before it in its group of three.
 */
const ALIGNED: ReadonlyMap<string, Held> = new Map([
  ['ZX', AT_GROUP],
  ['V5', ONE_BEFORE],
  ['V3', ONE_BEFORE],
  ['le', TWO_BEFORE],
  ['ld', TWO_BEFORE],
]);
const [EQUALS, BACKSLASH, SLASH, PERCENT] = [0x3d, 0x5c, 0x2f, 0x25];
/** Octets of a token that are decoded at most. */
const MOST_OCTETS = 131_072;
const NONE = -1;
/** Octets of a header that are decoded at first: most of what begins like one is none. */
const FIRST_LOOK = 96;
/** What stands this far before the end of a piece may mean something else with what follows. */
const LONGEST_JOINT = 48;

/** One digit of base64 and where the next may stand; `value` is negative where the stretch ends. */
interface Digit {
  readonly value: number;
  readonly next: number;
}

/**
 * Reads a token that stands in base64 (or base64url) of one level and begins at `at`, where the digits of its first octets
 * are seen; `null`: none does. What stands before it in the same stretch does not matter. Lines may be wrapped, slashes
 * escaped as in JSON, digits percent-encoded.
 * @see RFC 4648 §4-5
 */
export function readTokenInBase64(bytes: Buffer, at: number, meter: Meter): ReadToken | null {
  const first = digitAt(bytes, at);
  const second = first.value === NONE ? first : digitAt(bytes, first.next);
  if (second.value === NONE) return null;
  const seen = String.fromCharCode(bytes[first.next - 1] ?? 0, bytes[second.next - 1] ?? 0);
  const before = ALIGNED.get(seen);
  if (before === undefined || !beginsLikeToken(bytes, at, before, meter)) return null;
  const found = readWithin(bytes, at, before, meter);
  if (found === null) return null;
  const digits = Math.ceil((found.end * 8 - before.bits) / 6);
  return {
    ...found,
    start: at,
    end: endOfDigit(bytes, at, digits),
    repairs: [...found.repairs, { id: 'base64', count: 1 }],
  };
}

/**
 * Within its line, where that holds a whole token: what the next line begins with may be digits as well. Else the stretch
 * goes on there, as the programs wrap it that keep lines short.
 */
function readWithin(bytes: Buffer, at: number, before: Held, meter: Meter): ReadToken | null {
  const { inLine, inAll } = endOfStretch(bytes, at);
  const readTo = (end: number) =>
    readToken(decodeFrom(bytes.subarray(0, end), at, before, MOST_OCTETS, meter), 0, meter);
  const found = readTo(inLine);
  const signature = found?.token.split('.')[2] ?? '';
  const isWhole = found?.kind === 'jws' && signatureLengths(found.header['alg'])?.includes(signature.length) === true;
  return isWhole || inLine === inAll ? found : readTo(inAll);
}

/** Tells whether two digits may be the first of a token in base64: a cheap look, before `readTokenInBase64`. */
export function mayBeginInBase64(first: number, second: number): boolean {
  if (first === 0x5a) return second === 0x58 || !isPlainDigit(second);
  if (first === 0x56) return second === 0x35 || second === 0x33 || !isPlainDigit(second);
  return first === 0x6c && (second === 0x65 || second === 0x64 || !isPlainDigit(second));
}

function isPlainDigit(octet: number): boolean {
  return sextetOf(octet) >= 0;
}

/** Looks at the header alone, in pieces that grow as long as it may still be one. */
function beginsLikeToken(bytes: Buffer, at: number, before: Held, meter: Meter): boolean {
  const [first, second = 0x20] = decodeFrom(bytes, at, before, 2, meter);
  if (first === undefined || !mayBegin(first, second)) return false;
  for (let most = FIRST_LOOK; ; most *= 2) {
    const decoded = decodeFrom(bytes, at, before, most, meter);
    const header = readHeader(decoded, 0, meter);
    if (header === null || header.next !== null) return header !== null;
    const isMoreNeeded = header.reached + LONGEST_JOINT > decoded.length && decoded.length === most;
    if (!isMoreNeeded || most > MOST_HEADER * 2) return false;
  }
}

function decodeFrom(bytes: Buffer, at: number, before: Held, most: number, meter: Meter): Buffer {
  const octets: number[] = [];
  for (const octet of octetsFrom(bytes, at, before, meter)) if (octets.push(octet) >= most) break;
  return Buffer.from(octets);
}

function* octetsFrom(bytes: Buffer, start: number, before: Held, meter: Meter): Generator<number> {
  let at = start;
  let { held, bits } = before;
  for (;;) {
    const { value, next } = digitAt(bytes, at);
    meter.steps += next - at;
    if (value === NONE) return;
    at = next;
    held = ((held << 6) | value) & 0x3fff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    yield (held >> bits) & 0xff;
  }
}

function endOfDigit(bytes: Buffer, start: number, count: number): number {
  let at = start;
  for (let digit = 0; digit < count; digit += 1) at = digitAt(bytes, at).next;
  return at;
}

function digitAt(bytes: Buffer, at: number): Digit {
  const octet = bytes[at] ?? EQUALS;
  const value = sextetOf(octet);
  if (value >= 0) return { value, next: at + 1 };
  if (octet === BACKSLASH) {
    let next = at + 1;
    while (next - at < 8 && bytes[next] === BACKSLASH) next += 1;
    if (bytes[next] === SLASH) return { value: sextetOf(SLASH), next: next + 1 };
  }
  if (octet === PERCENT) {
    const found = /^%(?:25){0,4}(2[BbFf])/u.exec(bytes.toString('latin1', at, at + 16));
    if (found?.[1] !== undefined) {
      return { value: found[1].toLowerCase() === '2b' ? 62 : 63, next: at + found[0].length };
    }
  }
  const next = behindBreak(bytes, at);
  const behind = next === null ? NONE : sextetOf(bytes[next] ?? EQUALS);
  return behind >= 0 && next !== null ? { value: behind, next: next + 1 } : { value: NONE, next: at + 1 };
}

/** Behind a line break within a stretch, plain or as a soft break of quoted-printable. */
function behindBreak(bytes: Buffer, at: number): number | null {
  const soft = behindSoftBreak(bytes, at);
  if (soft !== null) return soft;
  const gap = gapAt(bytes, at);
  return gap !== null && gap.lines > 0 ? gap.next : null;
}
