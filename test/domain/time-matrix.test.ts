import { describe, expect, it } from 'vitest';
import { judge, makeKey, NOW, setOf, signed } from './tokens.ts';
import { timeMatrix } from './time-matrix.ts';

const key = makeKey('EdDSA', 'k');
const set = setOf('dcm', key.jwk);
const matrix = timeMatrix();

/** The planted fault: compares whatever stands there, as much code does. What cannot be compared counts as fresh. */
function looksFresh(payload: string): boolean {
  const { exp, nbf } = JSON.parse(payload) as { exp: number; nbf: number };
  return !(exp + 30 <= NOW) && !(nbf > NOW + 30);
}

describe('the matrix of times', () => {
  it('has every value in every claim under every profile', () => {
    expect(matrix.length).toBe(3 * 3 * 41);
    expect(new Set(matrix.map(({ title }) => title)).size).toBe(matrix.length);
  });

  it('could fail: a careless comparison takes many of the times that are refused', () => {
    const fooled = matrix.filter(({ code, payload }) => code === 'CLAIM_INVALID' && looksFresh(payload));
    expect(fooled.length).toBeGreaterThan(60);
    expect(matrix.filter(({ code, payload }) => code === 'TOKEN_EXPIRED' && looksFresh(payload))).toEqual([]);
  });

  it('comes to the exact codes', () => {
    const judged = matrix.map(({ title, payload, profile }) => {
      const { code, codes } = judge(signed(key, {}, payload), set, { profile });
      // One thing was changed, so there is one code.
      return [title, codes.length > 1 ? codes.join() : code];
    });
    expect(judged).toEqual(matrix.map(({ title, code }) => [title, code]));
  });
});
