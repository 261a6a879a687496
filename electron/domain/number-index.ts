/** Finds the number of a thing by a digest of it. The digests themselves are elsewhere: here lie 8 octets a thing. */
export interface NumberIndex {
  /** The number whose digest begins at `at`; -1: it is not known. */
  find(digest: Uint32Array, at: number): number;
  /** Adds one that was not found. */
  add(digest: Uint32Array, at: number, number: number): void;
}

const FIRST_SLOTS = 4096;

/** Makes an empty index. `isOf`: whether the thing of this number has this digest, of which the first word is alike. */
export function numberIndex(isOf: (number: number, digest: Uint32Array, at: number) => boolean): NumberIndex {
  let slots = FIRST_SLOTS;
  // The first word of the digest, and the number plus one: 0 is an empty slot.
  let table = new Uint32Array(slots * 2);
  let size = 0;

  function put(into: Uint32Array, mask: number, word: number, entry: number): void {
    let slot = word & mask;
    while (into[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
    into[slot * 2] = word;
    into[slot * 2 + 1] = entry;
  }

  function grow(): void {
    const wider = new Uint32Array(slots * 4);
    for (let at = 0; at < table.length; at += 2) {
      const entry = table[at + 1] ?? 0;
      if (entry !== 0) put(wider, slots * 2 - 1, table[at] ?? 0, entry);
    }
    table = wider;
    slots *= 2;
  }

  return {
    find(digest, at) {
      const word = digest[at] ?? 0;
      for (let slot = word & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
        const entry = table[slot * 2 + 1] ?? 0;
        if (entry === 0) return -1;
        if (table[slot * 2] === word && isOf(entry - 1, digest, at)) return entry - 1;
      }
    },
    add(digest, at, number) {
      put(table, slots - 1, digest[at] ?? 0, number + 1);
      size += 1;
      if (size * 4 > slots * 3) grow();
    },
  };
}
