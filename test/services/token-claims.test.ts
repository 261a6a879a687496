import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/model/policy.ts';
import type { SignRequest } from '../../shared/model/token.ts';
import { buildClaims } from '../../electron/services/token-claims.ts';

const request: SignRequest = {
  kid: 'k',
  env: 'e',
  profile: 'bank',
  flow: 'sign-in',
  sub: 'officer@bank.example',
  obj: '123456789',
  ttlSeconds: 300,
  withoutExpiry: false,
  extraClaims: {},
  reason: 'ticket 1',
  requester: null,
  ticket: null,
  template: null,
};
const NOW = 1_800_000_000;
const build = (change: Partial<SignRequest> = {}, policy = DEFAULT_POLICY) =>
  buildClaims({ ...request, ...change }, { nowSeconds: NOW, jti: 'a-jti', policy });
const codeOf = (change: Partial<SignRequest>, policy = DEFAULT_POLICY): unknown => {
  try {
    return build(change, policy);
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('claims of a token to be signed', () => {
  it('are exactly flow, obj, sub, iat and exp in the bank profile', () => {
    expect(build()).toEqual({
      flow: 'sign-in',
      obj: '123456789',
      sub: 'officer@bank.example',
      iat: NOW,
      exp: NOW + 300,
    });
  });

  it('are iat, jti, exp and what was added in the platform profile', () => {
    const change = { profile: 'platform', flow: null, sub: null, obj: null, extraClaims: { aud: 'dcm' } } as const;
    expect(build(change)).toEqual({ iat: NOW, jti: 'a-jti', exp: NOW + 300, aud: 'dcm' });
    expect(build({ ...change, withoutExpiry: true })).toEqual({ iat: NOW, jti: 'a-jti', aud: 'dcm' });
  });

  it('live for 1 second to the ceiling, and not one second more', () => {
    expect(build({ ttlSeconds: 1 })).toMatchObject({ exp: NOW + 1 });
    expect(build({ ttlSeconds: 1200 })).toMatchObject({ exp: NOW + 1200 });
    expect(codeOf({ ttlSeconds: 1201 })).toBe('TOKEN_LIFE_REFUSED');
    expect(codeOf({ ttlSeconds: 0 })).toBe('INPUT_INVALID');
    expect(codeOf({ ttlSeconds: -1 })).toBe('INPUT_INVALID');
    expect(codeOf({ ttlSeconds: 1.5 })).toBe('INPUT_INVALID');
    expect(codeOf({ ttlSeconds: Number.NaN })).toBe('INPUT_INVALID');
    expect(codeOf({ ttlSeconds: 301 }, { ...DEFAULT_POLICY, maxTokenLifeSeconds: 300 })).toBe('TOKEN_LIFE_REFUSED');
  });

  it.each(['alg', 'kid', 'iat', 'exp', 'nbf', 'jti'])('cannot be given %s from outside', (name) => {
    expect(codeOf({ profile: 'platform', extraClaims: { [name]: 1 } })).toBe('CLAIM_REFUSED');
    expect(codeOf({ extraClaims: { [name]: 1 } })).toBe('CLAIM_REFUSED');
  });

  it('cannot leave out, empty or invent what the bank profile needs', () => {
    expect(codeOf({ flow: null })).toBe('INPUT_INVALID');
    expect(codeOf({ flow: 'sign-out' })).toBe('INPUT_INVALID');
    expect(codeOf({ sub: ' ' })).toBe('INPUT_INVALID');
    expect(codeOf({ obj: null })).toBe('INPUT_INVALID');
    expect(codeOf({ sub: '\ud800' })).toBe('INPUT_INVALID');
    expect(codeOf({ extraClaims: { aud: 'x' } })).toBe('CLAIM_REFUSED');
    expect(codeOf({ withoutExpiry: true })).toBe('CLAIM_REFUSED');
  });
});
