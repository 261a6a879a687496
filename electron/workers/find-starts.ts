import { FIND_STARTS_WASM } from './find-starts-wasm.ts';

/** A stretch of memory that is searched sixteen octets at a time. Places are octets in `bytes`. */
export interface SearchedMemory {
  readonly bytes: Buffer;
  /** Each place in a range where a token may begin, in rising order; what is no beginning at a closer look is among them. */
  starts(from: number, to: number): Iterable<number>;
  /** Line feeds in a range. */
  lines(from: number, to: number): number;
  /** Characters of UTF-8 that begin in a range. */
  characters(from: number, to: number): number;
}

/**
 * Three octets in a row that a token, or its base64, may begin with, damaged or not. Each line is one of eight patterns that
 * are told apart: base64url of a brace and a quotation mark, or of a brace and white space or its end; those two letters
 * divided by a line break, or by one that is escaped or quoted-printable; and the same letters in base64 once more, by how
 * many octets stand before them, with the places where a line may be wrapped.
 */
const PATTERNS: readonly (readonly [string, string, string])[] = [
  ['e', 'y', 'AIJKL\r\n'],
  ['e', 'w3', 'ok0\r\n'],
  ['e', '\r\n', 'yw\n'],
  ['ye', '=\\', '\r\nnr'],
  ['Z', 'X\r\n', 'ldcX\r\n'],
  ['V', '53\r\n', 'SQbaM53\r\n'],
  ['l', 'ed\r', 'U2z\r\n'],
  ['l', '\n', 'ed'],
];
const [PAGE, TABLES, PLACES, TEXT] = [65_536, 0, 1024, 524_288];
const MOST_PLACES = 65_536;
/** The kernel reads a little beyond the end. */
const MARGIN = 64;

/** Node has it; its types do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Buffer) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  find(at: number, end: number, tables: number, out: number, most: number): number;
  lines(at: number, end: number): number;
  characters(at: number, end: number): number;
}

/** Makes a memory for texts of up to `capacity` octets. */
export function searchedMemory(capacity: number): SearchedMemory {
  const module = new WebAssembly.Module(Buffer.from(FIND_STARTS_WASM, 'base64'));
  const kernel = new WebAssembly.Instance(module).exports as Kernel;
  kernel.memory.grow(Math.ceil((TEXT + capacity + MARGIN) / PAGE));
  const memory = Buffer.from(kernel.memory.buffer);
  writeTables(memory);
  const bytes = memory.subarray(TEXT, TEXT + capacity);
  const places = new Uint32Array(kernel.memory.buffer, PLACES, MOST_PLACES + 1 + 16);
  return {
    bytes,
    *starts(from, to) {
      for (let at = TEXT + from; at < TEXT + to;) {
        at = kernel.find(at, TEXT + to, TABLES, PLACES, MOST_PLACES);
        const found = places.slice(1, 1 + (places[0] ?? 0));
        for (const place of found) yield place - TEXT;
      }
    },
    lines: (from, to) => kernel.lines(TEXT + from, TEXT + to),
    characters: (from, to) => kernel.characters(TEXT + from, TEXT + to),
  };
}

/** For each of the three octets two tables of sixteen: patterns by its low half, patterns by its high half. */
function writeTables(memory: Buffer): void {
  for (const [pattern, octets] of PATTERNS.entries()) {
    for (const [index, letters] of octets.entries()) {
      for (const letter of Buffer.from(letters, 'latin1')) {
        const table = TABLES + index * 32;
        for (const entry of [table + (letter & 15), table + 16 + (letter >> 4)]) {
          memory[entry] = (memory[entry] ?? 0) | (1 << pattern);
        }
      }
    }
  }
}
