import type { Spill } from '../adapters/spill/spill.ts';

/** Rows that lie in the file together. */
export const BLOCK_ROWS = 16_384;

/** Names of the columns of whole numbers (32 bits) and of those of doubles. */
export interface ColumnNames<N extends string, D extends string> {
  readonly whole: readonly N[];
  readonly double: readonly D[];
}

/** Rows of numbers in a private file, column by column: who looks at one column reads no other. Memory holds one block. */
export interface Columns<N extends string, D extends string> {
  rows(): number;
  /** Adds a row, and says which. @throws DISK_FULL */
  append(row: Readonly<Record<N | D, number>>): number;
  /** One column of one block, valid until that column is asked for again. */
  whole(name: N, block: number): Uint32Array;
  double(name: D, block: number): Float64Array;
  /** Brings all columns of a block into memory, for whoever reads its rows one after the other. */
  load(block: number): void;
  /** One number. @throws RangeError where there is no such row */
  at(name: N | D, row: number): number;
  erase(): void;
}

/** Makes empty columns. */
export function packedColumns<N extends string, D extends string>(
  { whole, double }: ColumnNames<N, D>,
  spill: Spill,
): Columns<N, D> {
  // Doubles come first, so that they lie at places that are multiples of eight.
  const widths = [...double.map((name) => [name, 8] as const), ...whole.map((name) => [name, 4] as const)];
  const places = new Map<N | D, { readonly at: number; readonly width: 4 | 8 }>();
  let blockBytes = 0;
  for (const [name, width] of widths) {
    places.set(name, { at: blockBytes, width });
    blockBytes += width * BLOCK_ROWS;
  }
  const tail = new ArrayBuffer(blockBytes);
  const placeOf = (name: N | D) => places.get(name) ?? { at: 0, width: 4 as const };
  const viewOf = (name: N | D, of: ArrayBuffer, at: number) =>
    placeOf(name).width === 8 ? new Float64Array(of, at, BLOCK_ROWS) : new Uint32Array(of, at, BLOCK_ROWS);
  const views = new Map(widths.map(([name]) => [name, viewOf(name, tail, placeOf(name).at)]));
  const copies = new Map<N | D, { readonly block: number; readonly bytes: Uint8Array<ArrayBuffer> }>();
  const one = new Uint8Array(8);
  const oneAs = new DataView(one.buffer);
  let rows = 0;

  const tailBlock = () => Math.floor(rows / BLOCK_ROWS);

  /** Blocks never change once they are in the file: one that was read last is still right. */
  function bytesOf(name: N | D, block: number): ArrayBuffer {
    const { at, width } = placeOf(name);
    const known = copies.get(name);
    if (known?.block === block) return known.bytes.buffer;
    const bytes = known?.bytes ?? new Uint8Array(width * BLOCK_ROWS);
    spill.read(block * blockBytes + at, bytes);
    copies.set(name, { block, bytes });
    return bytes.buffer;
  }

  return {
    rows: () => rows,
    append(row) {
      const at = rows % BLOCK_ROWS;
      for (const [name] of widths) {
        const view = views.get(name);
        if (view !== undefined) view[at] = row[name];
      }
      if (at === BLOCK_ROWS - 1) spill.append(new Uint8Array(tail));
      rows += 1;
      return rows - 1;
    },
    whole(name, block) {
      if (block === tailBlock()) return new Uint32Array(tail, placeOf(name).at, rows % BLOCK_ROWS);
      return new Uint32Array(bytesOf(name, block));
    },
    double(name, block) {
      if (block === tailBlock()) return new Float64Array(tail, placeOf(name).at, rows % BLOCK_ROWS);
      return new Float64Array(bytesOf(name, block));
    },
    load(block) {
      if (block !== tailBlock()) for (const [name] of widths) bytesOf(name, block);
    },
    at(name, row) {
      if (row < 0 || row >= rows) throw new RangeError(`there is no row ${String(row)}`);
      const [block, within] = [Math.floor(row / BLOCK_ROWS), row % BLOCK_ROWS];
      if (block === tailBlock()) return views.get(name)?.[within] ?? 0;
      const { at, width } = placeOf(name);
      const copy = copies.get(name);
      if (copy?.block === block) {
        return (
          (width === 8
            ? new Float64Array(copy.bytes.buffer, within * 8, 1)
            : new Uint32Array(copy.bytes.buffer, within * 4, 1))[0] ?? 0
        );
      }
      spill.read(block * blockBytes + at + within * width, width === 8 ? one : one.subarray(0, 4));
      // The machine's own order, as the views above have written it; every machine that this runs on is little-endian.
      return width === 8 ? oneAs.getFloat64(0, true) : oneAs.getUint32(0, true);
    },
    erase: () => spill.erase(),
  };
}
