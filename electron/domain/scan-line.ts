import { type Stamp, stampAtStart, stampOf } from './scan-stamp.ts';
import type { ZoneOffset } from './scan-zone.ts';

/** What the line of a log, or the entry that it belongs to, says beside the token. */
export interface LineFacts {
  /** Milliseconds since 1970; `null`: it says no time, or one without a zone. */
  readonly arrivedAt: number | null;
  readonly isZoneless: boolean;
  /** The first address in it. */
  readonly address: string | null;
}

const [LINE_FEED, NONE] = [0x0a, -1];
/** Of a long line this much is looked at, before the token and behind it. */
const [HEAD, TAIL] = [2048, 1024];
const MOST_LINES_ABOVE = 60;
/** A line that goes on with the entry above: it is indented, a header field of HTTP, or marked as a transcript does. */
const CONTINUES = /^(?:[ \t]|[A-Za-z][A-Za-z\d-]{0,63}:(?: |$)|[><|*] )/u;
/** A line of nothing but braces divides one object from the next. */
const DIVIDES = /^\s*[\]}]?,?\s*[{[]?\s*$/u;
const IPV4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/u;
/** With eight groups, or with a gap: fewer groups are a time of day. */
const IPV6 =
  /(?<![\w:.])(?:(?:[\dA-Fa-f]{1,4}:){7}[\dA-Fa-f]{1,4}|(?:[\dA-Fa-f]{1,4}:){1,6}(?::[\dA-Fa-f]{1,4}){1,6})(?![\w:])/u;

/** Reads the line around a token that stands from `start` to `end`; nothing before `from` is looked at. */
export function lineFacts(
  text: Buffer,
  { from, start, end }: { readonly from: number; readonly start: number; readonly end: number },
  zone: ZoneOffset | null,
): LineFacts {
  const begin = beginOfLine(text, from, start);
  const headEnd = Math.min(start, begin + HEAD);
  const atStart = stampAtStart(text, begin, headEnd);
  const tailEnd = endOfTail(text, end);
  if (atStart !== null && !mayHoldAddress(text, begin, headEnd) && !mayHoldAddress(text, end, tailEnd)) {
    return { arrivedAt: atStart, isZoneless: false, address: null };
  }
  const line = `${text.toString('latin1', begin, headEnd)}\n${text.toString('latin1', end, tailEnd)}`;
  const stamp = stampOf(line, zone) ?? stampAbove(text, { from, begin, line }, zone);
  return {
    arrivedAt: typeof stamp === 'number' ? stamp : null,
    isZoneless: stamp === 'zoneless',
    address: IPV4.exec(line)?.[0] ?? IPV6.exec(line)?.[0] ?? null,
  };
}

/** The time of the entry that a line goes on with, as far as the lines above show that it does. */
function stampAbove(
  text: Buffer,
  { from, begin, line }: { readonly from: number; readonly begin: number; readonly line: string },
  zone: ZoneOffset | null,
): Stamp {
  let [at, current] = [begin, line];
  for (let count = 0; count < MOST_LINES_ABOVE && at > from && CONTINUES.test(current); count += 1) {
    const above = beginOfLine(text, from, at - 1);
    current = text.toString('latin1', above, Math.min(at - 1, above + HEAD)).replace(/\r$/u, '');
    if (DIVIDES.test(current)) return null;
    const stamp = stampOf(current, zone);
    if (stamp !== null) return stamp;
    at = above;
  }
  return null;
}

function beginOfLine(text: Buffer, from: number, at: number): number {
  if (at <= from) return from;
  const found = text.lastIndexOf(LINE_FEED, at - 1);
  return found === NONE || found < from ? from : found + 1;
}

function endOfTail(text: Buffer, end: number): number {
  const most = Math.min(text.length, end + TAIL);
  let at = end;
  while (at < most && text[at] !== LINE_FEED) at += 1;
  return at;
}

const [ZERO, NINE, DOT, COLON] = [0x30, 0x39, 0x2e, 0x3a];

/** A cheap look that tells most stretches without an address: it has three dots beside a digit, or two colons in a row, or seven. */
function mayHoldAddress(text: Buffer, from: number, to: number): boolean {
  let [dots, colons, before] = [0, 0, 0];
  for (let at = from; at < to; at += 1) {
    const octet = text[at] ?? 0;
    if (octet === DOT) dots += before >= ZERO && before <= NINE ? 1 : 0;
    else if (octet === COLON) colons += before === COLON ? 7 : 1;
    if (dots === 3 || colons >= 7) return true;
    before = octet;
  }
  return false;
}
