import type { OpenSpill } from '../adapters/spill/spill.ts';
import { numberIndex } from '../domain/number-index.ts';
import { KEY_WORDS } from '../domain/scan-hits.ts';
import type { TokenNotes } from '../domain/scan-anomalies.ts';
import { pagedRecords } from './paged-records.ts';

/** Where a token stood first. `file`: its number. */
interface FirstPlace {
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

/**
 * The distinct tokens of a scan, by number, and what has to be remembered of each. In memory lie 12 to 22 octets of each, and
 * as much again where it has a `jti`; the rest is spilled. Two tokens are taken for one where 128 bits of their SHA-256 are
 * alike: who wants that needs 2^64 attempts.
 */
export interface TokenTable extends TokenNotes {
  size(): number;
  /** The number of the token whose digest begins at `at`; a new one gets the next. @throws DISK_FULL */
  number(digest: Uint32Array, at: number): number;
  /** Whether `begin` was called for it. */
  isBegun(token: number): boolean;
  /** What is said once of a new token. `jtiKey`: where that begins in `words`; zeros for none. */
  begin(token: number, first: FirstPlace, words: Uint32Array, jtiKey: number): void;
  first(token: number): FirstPlace;
  erase(): void;
}

/** Doubles of a record, then words. */
const [LINE, COLUMN, MINUTE] = [0, 1, 2];
const [FILE, STATE, DIGEST, JTI_KEY, ADDRESS] = [6, 7, 8, 12, 16];
/** What is known of the `jti`, in the two lowest bits of the state; above them the uses in the minute. */
const [JTI_UNKNOWN, JTI_FREE, JTI_TAKEN, JTI_BITS] = [0, 1, 2, 3];
const MOST_COUNTED = 1_000_000;

/** Makes an empty table. `pages`: of 64 records, that memory has room for. */
export function tokenTable(openSpill: OpenSpill, pages?: number): TokenTable {
  const records = pagedRecords(openSpill, pages);
  const { words: memory, doubles } = records;
  const isAt = (field: number) => (token: number, key: Uint32Array, at: number) =>
    isSame(memory, records.open(token) * 2 + field, key, at);
  const tokens = numberIndex(isAt(DIGEST));
  const holders = numberIndex(isAt(JTI_KEY));
  const wanted = new Uint32Array(KEY_WORDS);
  let [size, begun] = [0, 0];

  return {
    size: () => size,
    number(digest, at) {
      const known = tokens.find(digest, at);
      if (known !== -1) return known;
      const base = records.open(size) * 2;
      for (let word = 0; word < KEY_WORDS; word += 1) memory[base + DIGEST + word] = digest[at + word] ?? 0;
      tokens.add(digest, at, size);
      size += 1;
      return size - 1;
    },
    isBegun: (token) => token < begun,
    begin(token, { file, line, column }, words, jtiKey) {
      const base = records.open(token);
      begun = token + 1;
      doubles[base + LINE] = line;
      doubles[base + COLUMN] = column;
      doubles[base + MINUTE] = Number.NaN;
      memory[base * 2 + FILE] = file;
      for (let word = 0; word < KEY_WORDS; word += 1) memory[base * 2 + JTI_KEY + word] = words[jtiKey + word] ?? 0;
    },
    first(token) {
      const base = records.open(token);
      return {
        file: memory[base * 2 + FILE] ?? 0,
        line: doubles[base + LINE] ?? 0,
        column: doubles[base + COLUMN] ?? 0,
      };
    },
    isJtiReused(token) {
      const base = records.open(token) * 2;
      const state = memory[base + STATE] ?? 0;
      if ((state & JTI_BITS) !== JTI_UNKNOWN) return (state & JTI_BITS) === JTI_TAKEN;
      wanted.set(memory.subarray(base + JTI_KEY, base + JTI_KEY + KEY_WORDS));
      const hasOne = wanted.some((word) => word !== 0);
      const holder = hasOne ? holders.find(wanted, 0) : token;
      if (hasOne && holder === -1) holders.add(wanted, 0, token);
      const isTaken = holder !== -1 && holder !== token;
      memory[records.open(token) * 2 + STATE] = state | (isTaken ? JTI_TAKEN : JTI_FREE);
      return isTaken;
    },
    isOtherAddress(token, words, at) {
      const base = records.open(token) * 2 + ADDRESS;
      let isKnown = false;
      for (let word = 0; word < KEY_WORDS; word += 1) isKnown ||= memory[base + word] !== 0;
      if (isKnown) return !isSame(memory, base, words, at);
      for (let word = 0; word < KEY_WORDS; word += 1) memory[base + word] = words[at + word] ?? 0;
      return false;
    },
    usesInMinute(token, minute) {
      const base = records.open(token);
      const state = memory[base * 2 + STATE] ?? 0;
      const counted = doubles[base + MINUTE] === minute ? state >>> 2 : 0;
      const count = Math.min(counted + 1, MOST_COUNTED);
      doubles[base + MINUTE] = minute;
      memory[base * 2 + STATE] = (count << 2) | (state & JTI_BITS);
      return count;
    },
    erase: records.erase,
  };
}

function isSame(some: Uint32Array, at: number, other: Uint32Array, otherAt: number): boolean {
  for (let word = 0; word < KEY_WORDS; word += 1) if (some[at + word] !== other[otherAt + word]) return false;
  return true;
}
