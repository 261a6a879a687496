import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { FIND_STARTS_WASM } from '../../electron/workers/find-starts-wasm.ts';
import { searchedMemory } from '../../electron/workers/find-starts.ts';
import { seeded } from '../domain/token-plants.ts';

const SOURCE = join(import.meta.dirname, '../../electron/workers/find-starts.wat');
/** The same patterns, said slowly. */
const STARTS =
  /e(?=y[AIJKL\r\n]|[w3][ok0\r\n]|[\r\n][yw\n])|[ye](?==[\r\n]|\\[nr])|Z(?=\r\n|\nX|X[ldc\r\n])|V(?=\r\n|\n[53]|[53][SQbaM\r\n])|l(?=\r\n|\n[ed]|[ed][U2z\r\n])/gu;

/** Text that is full of what tokens begin with. */
function dense(random: () => number, length: number): string {
  const letters = 'eyJw3ok0AIKL\r\n=\\nrZXldcV5SQbaMU2zé ';
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
}

describe('the kernel of the scan', () => {
  it('is what the compiler makes of its source', async () => {
    const module = (await wabt()).parseWat('find-starts.wat', readFileSync(SOURCE, 'utf8'), { simd: true });
    module.validate();
    expect(Buffer.from(module.toBinary({}).buffer).toString('base64')).toBe(FIND_STARTS_WASM);
  });

  it('finds every beginning that a slow search finds, in any range, in rising order', () => {
    const random = seeded(1);
    const memory = searchedMemory(100_000);
    for (let round = 0; round < 40; round += 1) {
      const text = dense(random, 4000 + Math.floor(random() * 4000));
      const length = memory.bytes.write(text, 'latin1');
      const [from, to] = [Math.floor(random() * 500), length - Math.floor(random() * 500)];
      const slow = [...text.matchAll(STARTS)].map(({ index }) => index).filter((at) => at >= from && at < to);
      expect(slow.length).toBeGreaterThan(0);
      const found = [...memory.starts(from, to)];
      // By halves of octets a few others pass: the closer look is for them.
      expect(slow.filter((at) => !found.includes(at))).toEqual([]);
      expect(found).toEqual(found.toSorted((one, other) => one - other));
      expect(found.length).toBeLessThan((to - from) / 10);
    }
  });

  it('finds more beginnings than fit into its list', () => {
    const memory = searchedMemory(600_000);
    memory.bytes.fill('eyJ', 0, 600_000);
    expect([...memory.starts(0, 599_997)]).toHaveLength(199_999);
  });

  it('counts lines and characters as slowly as anybody', () => {
    const memory = searchedMemory(10_000);
    const random = seeded(2);
    for (let round = 0; round < 20; round += 1) {
      const text = dense(random, 2000);
      const length = memory.bytes.write(text, 'utf8');
      expect(memory.lines(3, length)).toBe(memory.bytes.toString('latin1', 3, length).split('\n').length - 1);
      expect(memory.characters(0, length)).toBe([...text].length);
    }
  });
});
