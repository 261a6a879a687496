import { hash } from 'node:crypto';
import type { Spill } from '../adapters/spill/spill.ts';
import { digestIndex } from '../domain/digest-index.ts';

/** Texts by number, in a private file; 0 is no text. Memory holds some forty octets for each. */
export interface SpilledTexts {
  /** The number of a text: the same for the same text. @throws DISK_FULL */
  number(text: string | null): number;
  /** The number of a text that is there already; `undefined`: it is not. */
  find(text: string | null): number | undefined;
  /** Adds a text that nobody will look for. @throws DISK_FULL */
  add(text: string | null): number;
  text(number: number): string | null;
  /** Numbers given so far, with 0. */
  size(): number;
  erase(): void;
}

/** What was asked for lately is known without a digest. */
const MOST_REMEMBERED = 4096;
/** So many octets are written at a time. */
const TAIL = 262_144;
/** So many are read at a time. */
const SEEN = 4096;

/** Makes an empty store. */
export function spilledTexts(spill: Spill): SpilledTexts {
  const index = digestIndex();
  // By the number of its digest; 0: somebody asked for it, and it is not there.
  let numbers = new Uint32Array(1024);
  const lately = new Map<string, number>();
  // Where each ends; the one before ends where it begins.
  let ends = new Float64Array(1024);
  let size = 1;
  const tail = Buffer.alloc(TAIL);
  let written = 0;
  // What was read last of the file, where nothing changes any more.
  let [seen, seenFrom] = [Buffer.alloc(0), 0];

  function flush(): void {
    const end = ends[size - 1] ?? 0;
    spill.append(tail.subarray(0, end - written));
    written = end;
  }

  function add(text: string | null): number {
    if (text === null) return 0;
    const begin = ends[size - 1] ?? 0;
    const length = Buffer.byteLength(text, 'utf8');
    if (begin - written + length > TAIL) flush();
    if (length > TAIL) {
      spill.append(Buffer.from(text, 'utf8'));
      written += length;
    } else tail.write(text, begin - written, 'utf8');
    if (size === ends.length) {
      const wider = new Float64Array(ends.length * 2);
      wider.set(ends);
      ends = wider;
    }
    ends[size] = begin + length;
    size += 1;
    return size - 1;
  }

  function digestOf(text: string): number {
    const { number } = index.number(hash('sha256', text, 'hex'));
    if (number >= numbers.length) {
      const wider = new Uint32Array(numbers.length * 2);
      wider.set(numbers);
      numbers = wider;
    }
    return number;
  }

  function find(text: string | null): number | undefined {
    if (text === null) return 0;
    const known = numbers[digestOf(text)] ?? 0;
    return known === 0 ? undefined : known;
  }

  return {
    find,
    add,
    number(text) {
      if (text === null) return 0;
      const known = lately.get(text);
      if (known !== undefined) return known;
      const digest = digestOf(text);
      const number = (numbers[digest] ?? 0) || add(text);
      numbers[digest] = number;
      if (lately.size >= MOST_REMEMBERED) lately.clear();
      lately.set(text, number);
      return number;
    },
    text(number) {
      if (number === 0) return null;
      const [begin, end] = [ends[number - 1] ?? 0, ends[number] ?? 0];
      if (begin >= written) return tail.toString('utf8', begin - written, end - written);
      if (begin >= seenFrom && end <= seenFrom + seen.length)
        return seen.toString('utf8', begin - seenFrom, end - seenFrom);
      // Who reads one text mostly reads those behind it, too.
      seen = Buffer.alloc(Math.max(end - begin, Math.min(SEEN, written - begin)));
      seenFrom = begin;
      spill.read(begin, seen);
      return seen.toString('utf8', 0, end - begin);
    },
    size: () => size,
    erase: () => spill.erase(),
  };
}
