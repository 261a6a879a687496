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
  tokenOf,
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

describe('format', () => {
  const wrongPayload = (json: string) => signed(dcm, {}, json);
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'format.empty'],
    ['one dot', '.', 'format.parts'],
    ['two dots', '..', 'format.empty-part'],
    ['an empty payload', 'a..b', 'format.empty-part'],
    ['four parts', '.a.b.c', 'format.parts'],
    ['five parts', `${good}.a.b`, 'format.jwe'],
    ['five megabytes of A', 'A'.repeat(5_000_000), 'format.too-large'],
    ['ten thousand dots', '.'.repeat(10_000), 'format.parts'],
    ['more than 16 KiB', signed(dcm, {}, { ...GOOD_CLAIMS, pad: 'x'.repeat(16_384) }), 'format.too-large'],
    ['JSON', '{"payload":"Zm9v","signatures":[]}', 'format.json-serialization'],
    ['a PEM block', '-----BEGIN PRIVATE KEY-----\nMIIE\n', 'format.pem'],
    ['Bearer in front', `Bearer ${good}`, 'format.bearer'],
    ['an unsigned token', good.slice(0, good.lastIndexOf('.') + 1), 'format.unsigned'],
    ['white space inside', `${good.slice(0, 40)}\n${good.slice(40)}`, 'format.alphabet'],
    ['full-width letters', good.replace('e', '\uff45'), 'format.alphabet'],
    ['a no-break space at the end', `${good}\u00a0`, 'format.alphabet'],
    ['padding', `${part({ alg: 'RS256' })}=.e30.AA`, 'format.padding'],
    [
      'a signature with stray bits',
      tokenOf({ alg: 'RS256', kid: '54321' }, {}, 'x').replace(/..$/u, 'eR'),
      'format.not-canonical',
    ],
    [
      'broken UTF-8',
      `${part({ alg: 'RS256' })}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.AA`,
      'format.utf8',
    ],
    ['a byte-order mark', wrongPayload('\ufeff{}'), 'format.json'],
    ['no JSON', wrongPayload('claims'), 'format.json'],
    ['a list', wrongPayload('[]'), 'format.not-object'],
    ['null', wrongPayload('null'), 'format.not-object'],
    ['a member twice', wrongPayload('{"exp":1,"exp":2}'), 'format.duplicate'],
    ['a member twice, once escaped', wrongPayload('{"exp":1,"\\u0065xp":2}'), 'format.duplicate'],
    ['a member twice, deep inside', wrongPayload('{"a":[{"b":{"c":1,"c":1}}]}'), 'format.duplicate'],
    ['a member twice in the header', tokenOf('{"alg":"RS256","alg":"none"}', {}, 'x'), 'format.duplicate'],
    ['33 levels', wrongPayload(`{"a":${'['.repeat(32)}${']'.repeat(32)}}`), 'format.depth'],
    ['an infinite number', wrongPayload('{"exp":1e400}'), 'format.number'],
    ['an infinite number, deep inside', wrongPayload('{"a":[{"b":-1e999}]}'), 'format.number'],
  ];
  it.each(cases)('refuses %s', (_name, token, reasonId) => {
    const judged = judge(token, set);
    expect(judged).toMatchObject({
      outcome: 'invalid',
      code: 'TOKEN_MALFORMED',
      codes: ['TOKEN_MALFORMED'],
      issuer: 'unknown',
    });
    expect(reasons(judged)).toEqual([reasonId]);
    expect(results(judged)).toEqual(failedAt(0));
  });

  it('takes 32 levels, escaped quotes, colons in strings and __proto__ as a plain member', () => {
    const payload = `{"a":${'['.repeat(31)}${']'.repeat(31)},"q\\"":":{[\\\\","__proto__":{"x":1}}`;
    expect(judge(wrongPayload(payload), set).code).toBe('OK');
  });

  it('looks for double members in the header only, and takes any payload, when the signature alone is asked for', () => {
    for (const payload of ['{"exp":1,"exp":2}', 'not json', '\ufeff']) {
      const judged = judge(wrongPayload(payload), set, { mode: 'jws' });
      expect(judged.code).toBe('OK');
      expect(results(judged)).toEqual([
        'pass',
        'pass',
        'pass',
        'pass',
        'pass',
        'not-checked',
        'not-checked',
        'not-checked',
      ]);
    }
    expect(judge(tokenOf('{"alg":"RS256","alg":"RS256"}', '', 'x'), set, { mode: 'jws' }).code).toBe('TOKEN_MALFORMED');
  });
});

describe('header', () => {
  it.each([
    ['crit', { crit: ['exp'] }, 'header.crit'],
    ['an empty crit', { crit: [] }, 'header.crit'],
    ['crit that is no list', { crit: null }, 'header.crit'],
    ['b64', { b64: true }, 'header.b64'],
    ['a kid that is a number', { kid: 54_321 }, 'header.kid-not-text'],
    ['a kid that is null', { kid: null }, 'header.kid-not-text'],
    ['a kid that is a list', { kid: ['54321'] }, 'header.kid-not-text'],
    ['a kid of 257 bytes', { kid: 'k'.repeat(257) }, 'header.kid-too-long'],
    ['a kid of 10 KB of é', { kid: 'é'.repeat(5000) }, 'header.kid-too-long'],
    ['a kid with a line feed', { kid: '54321\n' }, 'header.kid-control'],
    ['a kid with half a surrogate pair', { kid: '\ud800' }, 'header.kid-control'],
    ['typ in lower case', { typ: 'jwt' }, 'header.typ'],
    ['typ at+jwt', { typ: 'at+jwt' }, 'header.typ'],
    ['typ null', { typ: null }, 'header.typ'],
  ])('refuses %s', (_name, header, reasonId) => {
    const judged = judge(signed(dcm, header, GOOD_CLAIMS), set);
    expect(judged).toMatchObject({ outcome: 'invalid', code: 'HEADER_NOT_ALLOWED', keySet: null });
    expect(reasons(judged)).toEqual([reasonId]);
    expect(results(judged)).toEqual(failedAt(1));
  });
});

describe('algorithm', () => {
  it.each([
    'none',
    'None',
    'NONE',
    'nOnE',
    'HS256',
    'HS384',
    'HS512',
    'ES256K',
    'Ed448',
    'RSA1_5',
    'RS256 ',
    'rs256',
    '',
  ])('refuses %j before any key is looked for', (alg) => {
    const judged = judge(signed(dcm, { alg, kid: 'nobody' }, GOOD_CLAIMS), set);
    expect(judged).toMatchObject({ outcome: 'invalid', code: 'ALG_NOT_ALLOWED' });
    expect(results(judged)).toEqual(failedAt(2));
  });

  it.each([[undefined], [null], [1], [['RS256']], [{}]])('refuses an alg that is %j', (alg) => {
    expect(judge(signed(dcm, { alg }, GOOD_CLAIMS), set).code).toBe('ALG_NOT_ALLOWED');
  });

  it('names the attacks "alg none" and "HS with a public key"', () => {
    expect(reasons(judge(signed(dcm, { alg: 'nOnE' }, {}), set))).toEqual(['algorithm.none']);
    expect(reasons(judge(signed(dcm, { alg: 'HS256' }, {}), set))).toEqual(['algorithm.hmac']);
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
