import { describe, expect, it } from 'vitest';
import { tokenMemory } from '../../electron/workers/token-memory.ts';
import { seeded } from '../domain/token-plants.ts';

const SLOTS = 64;
const text = (random: () => number, length: number) =>
  Array.from({ length }, () => String.fromCharCode(65 + Math.floor(random() * 26))).join('');

describe('the memory for tokens', () => {
  it('finds what was added lately, and never takes one token for another', () => {
    const random = seeded(4);
    const memory = tokenMemory(SLOTS);
    const slotOf = new Map<string, number>();
    const added: string[] = [];
    let found = 0;
    for (let turn = 0; turn < 20_000; turn += 1) {
      const isAgain = added.length > 0 && random() < 0.5;
      const token = isAgain
        ? (added.at(-1 - Math.floor(random() * 40)) ?? '')
        : text(random, 1 + Math.floor(random() * 1500));
      const slot = memory.find(token);
      if (slot !== -1) {
        expect(slotOf.get(token)).toBe(slot);
        found += 1;
        continue;
      }
      const given = memory.add(token);
      for (const [other, held] of slotOf) if (held === given) slotOf.delete(other);
      slotOf.set(token, given);
      added.push(token);
      expect(memory.find(token)).toBe(given);
    }
    expect(found).toBeGreaterThan(5000);
  });

  it('remembers none that is too long or is no Latin-1, and of many that are alike a few', () => {
    const memory = tokenMemory(SLOTS);
    for (const token of ['x'.repeat(4097), 'ж.y.z']) {
      expect([memory.add(token), memory.find(token)]).toEqual([SLOTS, -1]);
    }
    // They differ where the hash does not look.
    const alike = Array.from(
      { length: 40 },
      (_, at) => `${'a'.repeat(33)}${String.fromCharCode(48 + at)}${'a'.repeat(70)}`,
    );
    const slots = alike.map((token) => memory.add(token));
    expect(slots.filter((slot) => slot !== SLOTS)).toHaveLength(8);
    expect(alike.map((token) => memory.find(token))).toEqual(slots.map((slot) => (slot === SLOTS ? -1 : slot)));
  });
});
