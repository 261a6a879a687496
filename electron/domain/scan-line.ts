import { type Stamp, stampOf } from './scan-stamp.ts';
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
const IPV6 = /(?<![\w:.])(?:[\dA-Fa-f]{1,4}:){2,7}(?::?[\dA-Fa-f]{1,4})(?:::?[\dA-Fa-f]{1,4}){0,5}(?![\w:])/u;

/** Reads the line around a token that stands from `start` to `end`; nothing before `from` is looked at. */
export function lineFacts(
  text: Buffer,
  { from, start, end }: { readonly from: number; readonly start: number; readonly end: number },
  zone: ZoneOffset | null,
): LineFacts {
  const begin = beginOfLine(text, from, start);
  const line = `${text.toString('latin1', begin, Math.min(start, begin + HEAD))}\n${textBehind(text, end)}`;
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

function textBehind(text: Buffer, end: number): string {
  const behind = text.toString('latin1', end, end + TAIL);
  const feed = behind.indexOf('\n');
  return feed === NONE ? behind : behind.slice(0, feed);
}
