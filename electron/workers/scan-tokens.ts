import { isDigit } from '../domain/token-finder-joints.ts';
import { mayBeginInBase64, readTokenInBase64 } from '../domain/token-finder-base64.ts';
import type { Meter } from '../domain/token-finder-part.ts';
import { mayBegin, type ReadToken, readToken } from '../domain/token-finder-read.ts';
import type { SearchedMemory } from './find-starts.ts';

/** A token in a searched memory, and how many octets were looked at for it. */
export type ScanToken = Pick<ReadToken, 'token' | 'start' | 'end'>;

const [LETTER_E, LETTER_Y, DOT] = [0x65, 0x79, 0x2e];
const [EQUALS, CARRIAGE_RETURN, LINE_FEED] = [0x3d, 0x0d, 0x0a];
/** base64url of the shortest object that names an algorithm, `{"alg":0}`, has so many digits. */
const SHORTEST_HEADER = 12;
/** Within so many digits most of what begins like a token has ended without being one. */
const LOOKED_AT = 24;
/** What may stand within a token that was wrapped, escaped or encoded: see the joints of the finder. White space is not among
 * them: in a log it ends what stands before it. */
const WITHIN = new Set([...'\r\n\\=%&'].map((one) => one.charCodeAt(0)));

/**
 * Gives the tokens that begin in a range of a text, in their order; none lies within another. What stands before the range is
 * looked at only to know where a token that reaches into the range ends. `end`: where the text ends.
 */
export function* scanTokens(
  memory: SearchedMemory,
  {
    before,
    from,
    to,
    end,
  }: { readonly before: number; readonly from: number; readonly to: number; readonly end: number },
): Generator<ScanToken> {
  const text = memory.bytes.subarray(0, end);
  const meter: Meter = { steps: 0, headers: new Map() };
  let next = before;
  for (const place of memory.starts(before, to)) {
    const octet = text[place];
    const start = octet === LETTER_Y && text[place - 1] === LETTER_E ? place - 1 : place;
    if (start < next) continue;
    const found = readAt(text, start, meter);
    if (found === null) continue;
    next = found.end;
    if (found.start >= from) yield found;
  }
}

function readAt(text: Buffer, start: number, meter: Meter): ReadToken | null {
  const [first, second] = [text[start] ?? 0, text[start + 1] ?? 0];
  if (first === LETTER_E) return isWorthReading(text, start, second) ? readToken(text, start, meter) : null;
  return mayBeginInBase64(first, second) ? readTokenInBase64(text, start, meter) : null;
}

/** A cheap look that refuses nearly all of what begins like a token and is none. */
function isWorthReading(text: Buffer, start: number, second: number): boolean {
  if (!mayBegin(LETTER_E, second)) return false;
  // A soft break of quoted-printable ends a line; every other equals sign stands behind a name.
  if (second === EQUALS) return text[start + 2] === CARRIAGE_RETURN || text[start + 2] === LINE_FEED;
  if (!isDigit(second)) return true;
  const last = start + LOOKED_AT;
  let at = start + 2;
  while (at < last && isDigit(text[at])) at += 1;
  if (at === last) return true;
  const ending = text[at] ?? 0;
  if (ending === DOT) return at - start >= SHORTEST_HEADER;
  return ending >= 0x80 || WITHIN.has(ending);
}
