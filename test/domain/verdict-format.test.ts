import { describe, expect, it } from 'vitest';
import { failedAt, GOOD_CLAIMS, judge, makeKey, part, reasons, results, setOf, signed, tokenOf } from './tokens.ts';

const dcm = makeKey('RS256', '54321');
const set = setOf('dcm', dcm.jwk);
const good = signed(dcm, { typ: 'JWT' }, GOOD_CLAIMS);

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
