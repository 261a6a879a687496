import { describe, expect, it } from 'vitest';
import { attackCorpus, attackProofs, genuineProof } from './attack-corpus.ts';

describe('the attack corpus', () => {
  it.each([genuineProof(), ...attackProofs()])('$title', ({ prove }) => {
    prove();
  });

  it('has more than sixty distinct attacks', () => {
    const corpus = attackCorpus();
    expect(corpus.length).toBeGreaterThan(60);
    expect(new Set(corpus.map(({ title }) => title)).size).toBe(corpus.length);
  });
});
