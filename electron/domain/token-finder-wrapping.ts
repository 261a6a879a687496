import { isDigit } from './token-finder-joints.ts';
import { endedAt, type Part, type Stop } from './token-finder-part.ts';

/** Behind this many characters no signature goes on on another line: RSA with 8192 bits has 1366. */
export const LONGEST_SIGNATURE = 1366;
/** Words of a sentence are shorter; a piece of a token that a program set with spaces seldom is. */
const LEAST_PIECE = 12;
/** Mail and terminals wrap at 60 to 80; what is far shorter is no wrapping. */
const LEAST_WIDTH = 20;
const MOST_LOOK_BACK = 1024;

/**
 * Where a signature ends that has white space in it: where it has a length that its algorithm has, the longest of them;
 * else where lines end that were all filled; else at the first white space.
 */
export function endOfSignature(
  bytes: Buffer,
  earlier: readonly Part[],
  read: Part,
  lengths: readonly number[] | null,
): Part {
  const [first] = read.stops;
  if (first === undefined) return read;
  // A dot and more behind the last piece: it is of another text.
  const isWhole = read.next === null || !isDigit(bytes[read.next]);
  const ends = [...read.stops, ...(isWhole ? [null] : [])];
  const lengthOf = (stop: Stop | null) => stop?.length ?? read.text.length;
  const ended = (stop: Stop | null) => (stop === null ? read : endedAt(read, stop));
  const fitting = ends.findLast((stop) => lengths?.includes(lengthOf(stop)) === true && arePieces(read, stop));
  if (fitting !== undefined) return ended(fitting);
  const before = earlier.flatMap(({ stops }) => stops);
  const start = earlier[0]?.start ?? read.start;
  const even = ends.findLast((stop) => {
    const within = read.stops.slice(0, stop === null ? undefined : read.stops.indexOf(stop));
    return within.length > 0 && hasEvenLines(bytes, start, [...before, ...within], endOf(read, stop));
  });
  return ended(even === undefined ? first : even);
}

/** Where spaces alone divide it, each piece before the last is longer than words are. */
function arePieces(read: Part, end: Stop | null): boolean {
  let from = 0;
  return read.stops.slice(0, end === null ? undefined : read.stops.indexOf(end)).every(({ length, gap }) => {
    const isLong = length - from >= LEAST_PIECE || length === 0;
    from = length;
    return gap.lines > 0 || isLong;
  });
}

/**
 * Tells whether lines were wrapped by a program: all that end within are equally long, but the first, which may have begun
 * with something else; and the last is no longer. Two have to be equal.
 */
export function hasEvenLines(bytes: Buffer, start: number, stops: readonly Stop[], last = 0): boolean {
  if (stops.some(({ gap }) => gap.lines === 0)) return false;
  const begins = [lineStart(bytes, start), ...stops.map(({ gap }) => gap.lineStart)];
  const widths = stops.map(({ at }, index) => at - (begins[index] ?? 0));
  const [firstWidth = 0, ...others] = widths;
  const width = others[0] ?? firstWidth;
  const isEven = others.every((one) => one === width) && (others.length > 1 || firstWidth === width);
  const lastWidth = last - (begins.at(-1) ?? 0);
  return others.length > 0 && isEven && width >= LEAST_WIDTH && lastWidth <= width;
}

function endOf(read: Part, stop: Stop | null): number {
  return stop?.at ?? read.end;
}

function lineStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && at - start < MOST_LOOK_BACK && bytes[start - 1] !== 0x0a && bytes[start - 1] !== 0x0d) start -= 1;
  return start;
}
