/** Where each distinct token stood first, by the number of the token. */
export interface PlaceIndex {
  /** Adds that of the next token. `file`: its index. */
  add(file: number, place: { readonly line: number; readonly column: number }): void;
  /** @throws RangeError */
  get(token: number): { readonly file: number; readonly line: number; readonly column: number };
}

const [NUMBERS, FIRST_ROOM] = [3, 3072];

/** Makes an empty one: 24 octets a token, beside the heap. */
export function placeIndex(): PlaceIndex {
  let places = new Float64Array(FIRST_ROOM);
  let used = 0;
  return {
    add(file, { line, column }) {
      if (used === places.length) {
        const wider = new Float64Array(places.length * 2);
        wider.set(places);
        places = wider;
      }
      places.set([file, line, column], used);
      used += NUMBERS;
    },
    get(token) {
      const [file, line, column] = places.subarray(token * NUMBERS, token * NUMBERS + NUMBERS);
      if (file === undefined || line === undefined || column === undefined || token * NUMBERS >= used) {
        throw new RangeError(`no place is known of token ${String(token)}`);
      }
      return { file, line, column };
    },
  };
}
