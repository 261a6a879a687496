import { describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { tokenTable } from '../../electron/services/token-table.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { seeded } from '../domain/token-plants.ts';

const TOKENS = 3000;
/** The words of each: a digest, and a `jti` that it shares with one other. */
const random = seeded(9);
const word = () => Math.floor(random() * 2 ** 32);
const digests = Array.from({ length: TOKENS }, () => [word(), word(), word(), word()]);
const wordsOf = (at: number) => Uint32Array.from([...(digests[at] ?? []), 7, 7, 7, Math.floor(at / 2)]);
const addressOf = (at: number) => Uint32Array.from([1, 2, 3, at]);

describe('the table of tokens, far larger than its memory', () => {
  it('knows each token again, where it stood first, and what was noted of it, in whatever order', () => {
    const table = tokenTable(memorySpill, 2);
    for (let at = 0; at < TOKENS; at += 1) {
      const words = wordsOf(at);
      expect(table.number(words, 0)).toBe(at);
      expect(table.isBegun(at)).toBe(false);
      table.begin(at, { file: at % 3, line: at, column: 2 ** 33 + at }, words, 4);
      expect(table.isJtiReused(at)).toBe(at % 2 === 1);
      expect(table.isOtherAddress(at, addressOf(at), 0)).toBe(false);
      expect(table.usesInMinute(at, 5)).toBe(1);
    }
    for (let turn = 0; turn < TOKENS; turn += 1) {
      const at = (turn * 1_237) % TOKENS;
      expect(table.number(wordsOf(at), 0)).toBe(at);
      expect(table.first(at)).toEqual({ file: at % 3, line: at, column: 2 ** 33 + at });
      expect([table.isBegun(at), table.isJtiReused(at)]).toEqual([true, at % 2 === 1]);
      expect(table.isOtherAddress(at, addressOf(at + 1), 0)).toBe(true);
      expect([table.usesInMinute(at, 5), table.usesInMinute(at, 6)]).toEqual([2, 1]);
    }
    expect(table.size()).toBe(TOKENS);
  });

  it('tells digests apart that differ in their 128th bit only, and in all but their first word', () => {
    const table = tokenTable(memorySpill);
    const numbers = [
      [1, 2, 3, 4],
      [1, 2, 3, 5],
      [1, 9, 9, 9],
      [1, 2, 3, 4],
    ].map((words) => table.number(Uint32Array.from(words), 0));
    expect(numbers).toEqual([0, 1, 2, 0]);
  });

  it('says that the disk is full, and makes no file as long as memory is enough', () => {
    const full = () => {
      throw new AppError('DISK_FULL', 'full', { hint: '' });
    };
    const table = tokenTable(full, 1);
    const add = (at: number) => table.number(wordsOf(at), 0);
    for (let at = 0; at < 64; at += 1) add(at);
    expect(() => add(64)).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
  });
});
