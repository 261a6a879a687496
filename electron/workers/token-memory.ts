/** Remembers tokens by slots, the latest ones, in a stretch of memory that the collector of garbage never looks at. */
export interface TokenMemory {
  /** The slot of a token; -1: it is not remembered. */
  find(token: string): number;
  /** Gives a token a slot, which the oldest ones lose that are in its way. `slots`: it is not remembered, being too long, or like too many others. */
  add(token: string): number;
}

/** A longer token is not remembered. */
const LONGEST = 4096;
/** So many tokens may have one hash: whoever writes more of them slows nothing by it. */
const MOST_CHAINED = 8;
/** Octets of memory for each slot: a token by a key of RSA-2048 has some 550. */
const OCTETS_A_SLOT = 640;

/** Makes an empty one. `slots`: so many tokens at most, a power of two. */
export function tokenMemory(slots: number): TokenMemory {
  const text = Buffer.allocUnsafeSlow(Math.max(slots * OCTETS_A_SLOT, LONGEST * 2));
  const [starts, lengths] = [new Uint32Array(slots), new Uint16Array(slots)];
  // Slots whose tokens have one hash are chained: the first of them, and the one behind each, plus 1.
  const [firsts, nexts, hashes] = [new Uint32Array(slots * 2), new Uint32Array(slots), new Uint32Array(slots)];
  const chained = new Uint8Array(slots * 2);
  // Slots are given in turn, and so is memory: what is in use lies between the oldest and the newest.
  let [newest, oldest, held, end] = [0, 0, 0, 0];

  function forget(): void {
    const hash = hashes[oldest] ?? 0;
    let before = 0;
    for (let at = firsts[hash] ?? 0; at !== oldest + 1; at = nexts[at - 1] ?? 0) before = at;
    const next = nexts[oldest] ?? 0;
    if (before === 0) firsts[hash] = next;
    else nexts[before - 1] = next;
    chained[hash] = (chained[hash] ?? 1) - 1;
    oldest = (oldest + 1) % slots;
    held -= 1;
  }

  /** Where so many octets are free, in one piece. */
  function freeAt(length: number): number {
    if (end + length > text.length) {
      // What lies behind the end is older than all that lies before it.
      while (held > 0 && (starts[oldest] ?? 0) >= end) forget();
      end = 0;
    }
    const isInTheWay = () => {
      const start = starts[oldest] ?? 0;
      return start >= end && start < end + length;
    };
    while (held > 0 && (held === slots || isInTheWay())) forget();
    return end;
  }

  return {
    find(token) {
      const { length } = token;
      for (let at = firsts[hashOf(token, slots * 2)] ?? 0; at !== 0; at = nexts[at - 1] ?? 0) {
        const start = starts[at - 1] ?? 0;
        if (lengths[at - 1] === length && text.toString('latin1', start, start + length) === token) return at - 1;
      }
      return -1;
    },
    add(token) {
      const { length } = token;
      const hash = hashOf(token, slots * 2);
      if (length > LONGEST || (chained[hash] ?? 0) === MOST_CHAINED) return slots;
      const start = freeAt(length);
      text.write(token, start, 'latin1');
      if (text.toString('latin1', start, start + length) !== token) return slots;
      const slot = newest;
      chained[hash] = (chained[hash] ?? 0) + 1;
      starts[slot] = start;
      lengths[slot] = length;
      hashes[slot] = hash;
      nexts[slot] = firsts[hash] ?? 0;
      firsts[hash] = slot + 1;
      end = start + length;
      held += 1;
      newest = (newest + 1) % slots;
      return slot;
    },
  };
}

/** By some characters of all its parts, and by its last ones. */
function hashOf(token: string, buckets: number): number {
  const { length } = token;
  const step = (length >>> 5) + 1;
  let hash = length;
  for (let at = 0; at < length; at += step) hash = (Math.imul(hash, 0x0100_0193) ^ token.charCodeAt(at)) | 0;
  for (let at = Math.max(0, length - 8); at < length; at += 1)
    hash = (Math.imul(hash, 0x0100_0193) ^ token.charCodeAt(at)) | 0;
  return (Math.imul(hash, 0x9e37_79b1) >>> 8) & (buckets - 1);
}
