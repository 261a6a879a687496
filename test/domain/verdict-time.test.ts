import { describe, expect, it } from 'vitest';
import { judge, makeKey, NOW, NOW_MS, reasons, results, setOf, signed } from './tokens.ts';

const key = makeKey('ES256', 'k');
const set = setOf('dcm', key.jwk);
const at = (claims: string | object, more = {}) => judge(signed(key, {}, claims), set, more);

describe('the edges of time', () => {
  it.each([
    // exp is reached at exp + leeway, to the second
    [{ exp: NOW - 29 }, 30, 'OK'],
    [{ exp: NOW - 30 }, 30, 'TOKEN_EXPIRED'],
    [{ exp: NOW - 31 }, 30, 'TOKEN_EXPIRED'],
    [{ exp: NOW + 1 }, 0, 'OK'],
    [{ exp: NOW }, 0, 'TOKEN_EXPIRED'],
    [{ exp: NOW - 119 }, 120, 'OK'],
    [{ exp: NOW - 120 }, 120, 'TOKEN_EXPIRED'],
    [{ exp: NOW - 29.999 }, 30, 'OK'],
    // nbf and iat may lie ahead by the leeway, and no further
    [{ nbf: NOW + 29 }, 30, 'OK'],
    [{ nbf: NOW + 30 }, 30, 'OK'],
    [{ nbf: NOW + 31 }, 30, 'TOKEN_NOT_YET_VALID'],
    [{ iat: NOW + 30 }, 30, 'OK'],
    [{ iat: NOW + 31 }, 30, 'TOKEN_NOT_YET_VALID'],
    [{ iat: NOW }, 0, 'OK'],
    [{ iat: NOW + 1 }, 0, 'TOKEN_NOT_YET_VALID'],
    [{ exp: 253_402_300_799 }, 30, 'OK'],
    [{ iat: 0 }, 30, 'OK'],
  ])('judges %j with leeway %d as %s', (claims, leewaySeconds, code) => {
    const judged = at(claims, { leewaySeconds });
    expect(judged.code).toBe(code);
    expect(results(judged)[7]).toBe(code === 'OK' ? 'pass' : 'fail');
  });
});

describe('times that cannot be read', () => {
  it.each([
    ['"1700000000"', 'time.not-number'],
    ['true', 'time.not-number'],
    ['null', 'time.not-number'],
    ['[1]', 'time.not-number'],
    ['{}', 'time.not-number'],
    ['-1', 'time.range'],
    ['1e20', 'time.range'],
    ['253402300800', 'time.range'],
    ['1760000000000', 'time.range'],
  ])('fail closed in every time claim: %s', (value, reasonId) => {
    for (const claim of ['exp', 'nbf', 'iat']) {
      const judged = at(`{"${claim}":${value}}`);
      expect(judged).toMatchObject({ outcome: 'invalid', code: 'CLAIM_INVALID' });
      expect(reasons(judged)).toEqual([reasonId]);
    }
  });

  it('takes a fraction and minus zero as the numbers they are', () => {
    expect(at(`{"exp":${String(NOW)}.5}`).code).toBe('OK');
    expect(at('{"iat":-0}').code).toBe('OK');
    expect(at('{"exp":-0}').code).toBe('TOKEN_EXPIRED');
  });

  it('hints at milliseconds', () => {
    expect(at({ exp: NOW_MS }).warnings.map(({ code }) => code)).toContain('TIME_IN_MILLISECONDS');
  });

  it('names every failing code, expiry first', () => {
    expect(at({ exp: 1, nbf: NOW + 500, iat: 'x' }).codes).toEqual([
      'TOKEN_EXPIRED',
      'TOKEN_NOT_YET_VALID',
      'CLAIM_INVALID',
    ]);
  });
});

describe('times that the profile demands', () => {
  it('fails the check "time" when iat or exp is missing in the bank profile', () => {
    const claims = { flow: 'sign-in', obj: 'o', sub: 's' };
    expect(results(at({ ...claims, iat: NOW }, { profile: 'bank' })).slice(6)).toEqual(['pass', 'fail']);
    expect(reasons(at(claims, { profile: 'bank' }))).toEqual(['time.missing', 'time.missing']);
  });
});

describe('the judged instant', () => {
  it('can be missing: then time is not judged, which is undetermined, and other faults are still named', () => {
    expect(at({ exp: 1 }, { instant: null })).toMatchObject({
      outcome: 'undetermined',
      code: 'TIME_NOT_JUDGED',
      instant: null,
    });
    expect(at({ exp: 'x' }, { instant: null })).toMatchObject({
      outcome: 'invalid',
      codes: ['CLAIM_INVALID', 'TIME_NOT_JUDGED'],
    });
  });

  it('can be the iat of the token itself', () => {
    expect(at({ iat: 1000, exp: 1300 }, { instant: 'iat' })).toMatchObject({ code: 'OK', instant: 1_000_000 });
    expect(at({ exp: 1300 }, { instant: 'iat' }).code).toBe('TIME_NOT_JUDGED');
  });
});
