const [LINE_FEED, CARRIAGE_RETURN, NONE] = [0x0a, 0x0d, -1];
/** Longer lines are not wrapped by anybody, and more of them than this hold no token. */
const [LONGEST_LINE, MOST_LINES] = [32_768, 4096];

const GOES_ON = /^[ \t>|]*[\w+/%\\=-]*(?:$|[^\s:\w+/%\\=-])/u;

/** A line without its end, which the octet `next` stands behind. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/**
 * Where a stretch of base64 that begins at `start` must have ended at the latest: programs fill each line but the last, so
 * what follows a shorter one is another text, though it may begin with digits of base64 too. `inLine`: with its first line.
 */
export function endOfStretch(bytes: Buffer, start: number): { readonly inLine: number; readonly inAll: number } {
  const before = bytes.lastIndexOf(LINE_FEED, Math.max(0, start - 1));
  const begin = start === 0 || start - before > LONGEST_LINE ? start : before + 1;
  const first = lineAt(bytes, begin, start);
  if (first === null) return { inLine: bytes.length, inAll: bytes.length };
  const second = lineAt(bytes, first.next, first.next);
  if (second === null) return { inLine: first.end, inAll: bytes.length };
  if (!goesOn(bytes, second)) return { inLine: first.end, inAll: first.end };
  const third = lineAt(bytes, second.next, second.next);
  const width = lengthOf(second);
  // The first line may have begun with something else; the second is the last only where no third one is as long.
  if (width < lengthOf(first) && (third === null || lengthOf(third) !== width)) {
    return { inLine: first.end, inAll: second.end };
  }
  let last = second;
  for (let count = 0; count < MOST_LINES && lengthOf(last) === width; count += 1) {
    const next = lineAt(bytes, last.next, last.next);
    if (next === null) return { inLine: first.end, inAll: bytes.length };
    if (lengthOf(next) > width || !goesOn(bytes, next)) break;
    last = next;
  }
  return { inLine: first.end, inAll: last.end };
}

/** Digits of base64 to its end, or to what closes the stretch; words of another text have spaces between them. */
function goesOn(bytes: Buffer, { start, end }: Line): boolean {
  return GOES_ON.test(bytes.toString('latin1', start, end));
}

function lengthOf({ start, end }: Line): number {
  return end - start;
}

/** The line that holds `from`; `null`: it does not end, or is too long. */
function lineAt(bytes: Buffer, start: number, from: number): Line | null {
  const feed = bytes.subarray(from, from + LONGEST_LINE).indexOf(LINE_FEED);
  if (feed === NONE) return null;
  const at = from + feed;
  return { start, end: bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at, next: at + 1 };
}
