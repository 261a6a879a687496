/** Numbers distinct digests in the order in which they are first met, in a table that the collector never looks at. */
export interface DigestIndex {
  /** The number of a digest, from 0; a new one gets the next. `hex`: at least 32 digits, of which the first 32 count. */
  number(hex: string): { readonly number: number; readonly isNew: boolean };
  size(): number;
}

const WORDS = 5;
const FIRST_SLOTS = 4096;

/**
 * Makes an empty index. It compares 128 bits: who wants two tokens to be taken for one has to find a collision of those,
 * which takes 2^64 attempts. About 40 octets a digest.
 */
export function digestIndex(): DigestIndex {
  let slots = FIRST_SLOTS;
  // Four words of digest, and the number plus one: 0 is an empty slot.
  let table = new Uint32Array(slots * WORDS);
  let size = 0;

  function slotOf(words: ArrayLike<number>, at: number, into: Uint32Array, count: number): number {
    for (let slot = (words[at] ?? 0) & (count - 1); ; slot = (slot + 1) & (count - 1)) {
      const base = slot * WORDS;
      if (into[base + 4] === 0) return base;
      let word = 0;
      while (word < 4 && into[base + word] === words[at + word]) word += 1;
      if (word === 4) return base;
    }
  }

  function grow(): void {
    const wider = new Uint32Array(slots * 2 * WORDS);
    for (let base = 0; base < table.length; base += WORDS) {
      if (table[base + 4] === 0) continue;
      wider.set(table.subarray(base, base + WORDS), slotOf(table, base, wider, slots * 2));
    }
    table = wider;
    slots *= 2;
  }

  return {
    number(hex) {
      const words = [0, 8, 16, 24].map((at) => Number.parseInt(hex.slice(at, at + 8), 16));
      const base = slotOf(words, 0, table, slots);
      const held = table[base + 4] ?? 0;
      if (held !== 0) return { number: held - 1, isNew: false };
      table.set([...words, size + 1], base);
      size += 1;
      if (size * 2 > slots) grow();
      return { number: size - 1, isNew: true };
    },
    size: () => size,
  };
}
