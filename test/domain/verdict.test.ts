import { describe, expect, it } from 'vitest';
import {
  digestOf,
  failedAt,
  GOOD_CLAIMS,
  judge,
  KEPT_HERE,
  makeKey,
  NOW,
  NOW_MS,
  ownSetOf,
  part,
  reasons,
  results,
  setOf,
  signed,
  trailOf,
} from './tokens.ts';

const dcm = makeKey('RS256', '54321');
const ours = makeKey('RS256', 'ours');
const set = setOf('dcm', dcm.jwk);
const good = signed(dcm, { typ: 'JWT' }, GOOD_CLAIMS);
const own = (state: 'active' | 'compromised' | 'suspended', since: string | null = null) =>
  ownSetOf([{ ...KEPT_HERE, kid: 'ours', jwk: ours.jwk, state, compromisedSince: since }]);

describe('a genuine token', () => {
  it('is valid, with every check passed and the key state not checked, and its issuer named', () => {
    const judged = judge(good, set, { profile: 'bank' });
    expect(judged).toMatchObject({
      outcome: 'valid',
      code: 'OK',
      codes: [],
      issuer: 'dcm',
      kid: '54321',
      alg: 'RS256',
    });
    expect(results(judged)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass', 'not-checked', 'pass', 'pass']);
    expect(judged.warnings).toEqual([]);
  });

  it('is of issuer us by a key of ours, and its key state is checked', () => {
    const judged = judge(signed(ours, {}, GOOD_CLAIMS), [set, own('active')]);
    expect(judged).toMatchObject({ outcome: 'valid', issuer: 'us' });
    expect(results(judged)).toEqual(Array(8).fill('pass'));
  });

  it('is of unknown issuer when only a file vouches for the key', () => {
    expect(judge(good, setOf('file', dcm.jwk))).toMatchObject({ outcome: 'valid', issuer: 'unknown' });
  });

  it.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ] as const)('passes with %s', (alg) => {
    const key = makeKey(alg, 'k');
    expect(judge(signed(key, {}, GOOD_CLAIMS), setOf('dcm', key.jwk)).code).toBe('OK');
    const bare = { ...key.jwk, alg: undefined };
    expect(judge(signed(key, {}, GOOD_CLAIMS), setOf('dcm', bare)).code).toBe('OK');
  });
});

describe('key', () => {
  it('is undetermined for a kid that is in no set, compared exactly', () => {
    for (const kid of [
      '54322',
      '54321 ',
      '',
      '__proto__',
      'constructor',
      '../../dev/null',
      "' OR 1=1--",
      '54321\u200b',
    ]) {
      const judged = judge(signed(dcm, { kid }, GOOD_CLAIMS), set);
      expect(judged).toMatchObject({ outcome: 'undetermined', code: 'KEY_UNKNOWN', issuer: 'unknown' });
      expect(results(judged)).toEqual(failedAt(3));
    }
  });

  it('tells composed from decomposed letters in a kid', () => {
    const composed = makeKey('ES256', 'caf\u00e9');
    expect(judge(signed(composed, {}, {}), setOf('dcm', composed.jwk)).code).toBe('OK');
    expect(judge(signed(composed, { kid: 'cafe\u0301' }, {}), setOf('dcm', composed.jwk)).code).toBe('KEY_UNKNOWN');
  });

  it('never tries a key for a token without kid, whatever the set holds', () => {
    const token = signed(dcm, { kid: undefined }, GOOD_CLAIMS);
    expect(reasons(judge(token, set))).toEqual(['key.kid-missing']);
    expect(judge(token, set).code).toBe('KEY_UNKNOWN');
    expect(judge(token, set, { mode: 'jws' }).code).toBe('KEY_UNKNOWN');
  });

  it('is NO_SNAPSHOT when no set of DCM is held, except for our own key', () => {
    expect(judge(good, own('active'), { hasSource: false })).toMatchObject({
      outcome: 'undetermined',
      code: 'NO_SNAPSHOT',
    });
    expect(judge(signed(ours, {}, GOOD_CLAIMS), own('active'), { hasSource: false }).code).toBe('OK');
  });

  it('refuses a header that names another algorithm than the key', () => {
    expect(judge(signed(dcm, { alg: 'PS256' }, {}), set).code).toBe('ALG_NOT_ALLOWED');
    expect(reasons(judge(signed(dcm, { alg: 'PS256' }, {}), set))).toEqual(['key.alg-differs']);
  });

  it('refuses a key of another type or curve, and one that is unfit', () => {
    const bareRsa = { ...dcm.jwk, alg: undefined };
    expect(judge(signed(dcm, { alg: 'ES256' }, {}), setOf('dcm', bareRsa)).code).toBe('KEY_UNUSABLE');
    const p256 = makeKey('ES256', '54321');
    const bareEc = { ...p256.jwk, alg: undefined };
    expect(judge(signed(p256, { alg: 'ES384' }, {}), setOf('dcm', bareEc)).code).toBe('KEY_UNUSABLE');
    for (const change of [{ use: 'enc' }, { key_ops: ['sign'] }, { e: 'AQ' }, { kty: 'EC' }]) {
      const judged = judge(good, setOf('dcm', { ...dcm.jwk, ...change }));
      expect(judged).toMatchObject({ outcome: 'invalid', code: 'KEY_UNUSABLE' });
      expect(results(judged)).toEqual(failedAt(3));
    }
    expect(judge(good, setOf('dcm', { ...dcm.jwk, alg: 'RSA-OAEP' })).code).toBe('ALG_NOT_ALLOWED');
  });

  it('judges a kid of two sets by the first set only, with an alarm', () => {
    const twin = makeKey('RS256', '54321');
    const both = [set, ownSetOf([{ ...KEPT_HERE, kid: '54321', jwk: twin.jwk }])];
    expect(judge(signed(twin, {}, GOOD_CLAIMS), both)).toMatchObject({ code: 'SIGNATURE_INVALID', issuer: 'unknown' });
    const judged = judge(good, both);
    expect(judged).toMatchObject({ code: 'OK', issuer: 'dcm' });
    expect(judged.warnings.map(({ code }) => code)).toEqual(['KID_IN_BOTH_SETS']);
  });
});

describe('signature', () => {
  it('refuses any changed character of header or payload, and the signature of another key', () => {
    const other = makeKey('RS256', '54321');
    const edited = good.replace(part(GOOD_CLAIMS), part({ ...GOOD_CLAIMS, sub: 'thief@bank.example' }));
    const reordered = good.replace(
      part({ alg: 'RS256', kid: '54321', typ: 'JWT' }),
      part({ typ: 'JWT', alg: 'RS256', kid: '54321' }),
    );
    for (const token of [signed(other, {}, GOOD_CLAIMS), edited, reordered]) {
      const judged = judge(token, set);
      expect(judged).toMatchObject({ outcome: 'invalid', code: 'SIGNATURE_INVALID', issuer: 'unknown', keySet: 'dcm' });
      expect(reasons(judged)).toEqual(['signature.wrong']);
      expect(results(judged)).toEqual(failedAt(4));
    }
  });

  it('never uses a key that the token brings or points to', () => {
    const thief = makeKey('RS256', '54321');
    const offers = {
      jwk: thief.jwk,
      jku: 'https://evil.test/jwks.json',
      x5u: 'https://evil.test',
      x5c: ['MIIB'],
      x5t: 'AA',
      'x5t#S256': 'AA',
    };
    const judged = judge(signed(thief, offers, GOOD_CLAIMS), set);
    expect(reasons(judged)).toEqual(['signature.embedded-key']);
    expect(judged.warnings.map(({ code }) => code)).toEqual([
      'HEADER_JWK',
      'HEADER_JKU',
      'HEADER_X5U',
      'HEADER_X5C',
      'HEADER_X5T',
    ]);
    expect(judge(signed(dcm, offers, GOOD_CLAIMS), set).code).toBe('OK');
  });
});

describe('key state', () => {
  const token = signed(ours, {}, GOOD_CLAIMS);
  const since = '2026-10-01T00:00:00.000Z';
  it('fails for a compromised key whatever the iat, and still judges claims and time', () => {
    const old = signed(ours, {}, { iat: 1, exp: 2 });
    const judged = judge(old, own('compromised', since));
    expect(judged).toMatchObject({
      outcome: 'invalid',
      code: 'KEY_COMPROMISED',
      codes: ['KEY_COMPROMISED', 'TOKEN_EXPIRED'],
      issuer: 'us',
    });
    expect(results(judged).slice(5)).toEqual(['fail', 'pass', 'fail']);
  });

  it('passes only a token that our trail signed strictly before the theft', () => {
    const at = (signedAt: number | null) =>
      judge(token, own('compromised', since), {
        ownTrail: trailOf(signedAt === null ? {} : { [digestOf(token)]: signedAt }),
      });
    expect(at(null).code).toBe('KEY_COMPROMISED');
    expect(at(Date.parse(since)).code).toBe('KEY_COMPROMISED');
    const before = at(Date.parse(since) - 1);
    expect(before).toMatchObject({ code: 'OK', signedHere: { auditSeq: 7 } });
    expect(before.warnings.map(({ code }) => code)).toEqual(['KEY_COMPROMISED_LATER']);
    const ownTrail = trailOf({ [digestOf(token)]: 0 });
    expect(judge(token, own('compromised', null), { ownTrail }).code).toBe('KEY_COMPROMISED');
    expect(judge(token, own('compromised', since)).code).toBe('KEY_COMPROMISED');
  });

  it('warns of a suspended key', () => {
    expect(judge(token, own('suspended')).warnings.map(({ code }) => code)).toEqual(['KEY_NOT_ACTIVE']);
  });

  it.each([
    ['elsewhere', null, ['KEY_NOT_PROVEN']],
    ['elsewhere', since, []],
    ['here', null, []],
  ] as const)(
    'warns while nobody has proved that it is ours: kept %s, proven %s',
    (custody, possessionProvenAt, codes) => {
      const held = ownSetOf([{ ...KEPT_HERE, kid: 'ours', jwk: ours.jwk, custody, possessionProvenAt }]);
      const judged = judge(token, held);
      expect([judged.code, judged.issuer, judged.warnings.map(({ code }) => code)]).toEqual(['OK', 'us', codes]);
    },
  );
});

describe('claims', () => {
  const withClaims = (claims: object, profile: 'any' | 'bank' | 'platform') =>
    judge(signed(dcm, {}, claims), set, { profile });
  it.each(['sign-in', 'sign-up', 'sign-up-processing', 'sign-up-emission'])(
    'takes flow %s in the bank profile',
    (flow) => {
      expect(withClaims({ ...GOOD_CLAIMS, flow }, 'bank').code).toBe('OK');
    },
  );

  it.each([
    ['flow missing', { flow: undefined }, ['claims.missing']],
    ['a fifth flow', { flow: 'Sign-in' }, ['claims.flow']],
    ['flow that is no text', { flow: ['sign-in'] }, ['claims.not-text']],
    ['sub missing and obj a number', { sub: undefined, obj: 123 }, ['claims.not-text', 'claims.missing']],
    ['an audience with a number', { aud: ['x', 1] }, ['claims.aud']],
  ])('refuses %s in the bank profile and still judges the time', (_name, change, reasonIds) => {
    const judged = withClaims({ ...GOOD_CLAIMS, ...change }, 'bank');
    expect(judged).toMatchObject({
      outcome: 'invalid',
      code: 'CLAIM_INVALID',
      codes: ['CLAIM_INVALID'],
      issuer: 'dcm',
    });
    expect(reasons(judged)).toEqual(reasonIds);
    expect(results(judged).slice(5)).toEqual(['not-checked', 'fail', 'pass']);
  });

  it('demands jti and iat in the platform profile, exp not', () => {
    expect(withClaims({ iat: NOW, jti: 'a' }, 'platform').code).toBe('OK');
    expect(results(withClaims({ iat: NOW }, 'platform')).slice(6)).toEqual(['fail', 'pass']);
    expect(results(withClaims({ iat: NOW, jti: 7 }, 'platform')).slice(6)).toEqual(['fail', 'pass']);
    expect(results(withClaims({ jti: 'a' }, 'platform')).slice(6)).toEqual(['pass', 'fail']);
  });

  it('demands nothing otherwise', () => {
    expect(withClaims({}, 'any').code).toBe('OK');
    expect(withClaims({ sub: 1, flow: 2, aud: 'x' }, 'any').code).toBe('OK');
    expect(withClaims({ aud: 1 }, 'any').code).toBe('CLAIM_INVALID');
  });
});

describe('what a verdict says beside its checks', () => {
  it('warns of a long life, of no expiry, and of a snapshot later than the instant', () => {
    const codes = (claims: object, more = {}) =>
      judge(signed(dcm, {}, claims), set, more).warnings.map(({ code }) => code);
    expect(codes({ iat: NOW, exp: NOW + 1200 })).toEqual([]);
    expect(codes({ iat: NOW, exp: NOW + 1201 })).toEqual(['LIFE_TOO_LONG']);
    expect(codes({ iat: NOW })).toEqual(['EXP_MISSING']);
    expect(codes({ iat: NOW + 10, exp: NOW + 5 })).toEqual(['EXP_BEFORE_IAT']);
    expect(codes(GOOD_CLAIMS, { isLaterSnapshot: true })).toEqual(['SNAPSHOT_LATER']);
  });

  it('takes the same headers again without mixing tokens up', () => {
    const first = judge(good, set);
    expect(judge(good, set)).toEqual(first);
    expect(first.instant).toBe(NOW_MS);
  });
});
