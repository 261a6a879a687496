import { describe, expect, it } from 'vitest';
import { hasCode } from '../../electron/domain/errors.ts';
import { readKeySet } from '../../electron/domain/key-set.ts';
import { GOOD_CLAIMS, judge, KEPT_HERE, makeKey, ownSetOf, ownTimeMs, setOf, signed } from './tokens.ts';

const rsa = makeKey('RS256', 'rsa');
const ec = makeKey('ES256', 'ec');
const read = (value: unknown, isTolerant = false) =>
  readKeySet('dcm', Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), { isTolerant });
const refusal = (value: unknown, isTolerant = false): string => {
  try {
    read(value, isTolerant);
    return 'read';
  } catch (error) {
    return hasCode(error, 'JWKS_REFUSED') ? 'JWKS_REFUSED' : String(error);
  }
};

describe('a JWKS is refused whole', () => {
  it.each([
    ['with a private member', { keys: [ec.jwk, { ...rsa.jwk, d: 'AQAB' }] }],
    ['with an empty private member', { keys: [{ ...rsa.jwk, p: '' }] }],
    ['with a symmetric key', { keys: [rsa.jwk, { kty: 'oct', kid: 'x' }] }],
    ['with one kid twice for one key', { keys: [rsa.jwk, rsa.jwk] }],
    ['with one kid twice for two keys', { keys: [rsa.jwk, { ...ec.jwk, kid: 'rsa' }] }],
    ['with one kid twice, once unfit', { keys: [rsa.jwk, { kty: 'RSA', kid: 'rsa' }] }],
    ['with 101 keys', { keys: Array.from({ length: 101 }, (_, at) => ({ kty: 'RSA', kid: String(at) })) }],
    ['of more than 256 KiB', JSON.stringify({ keys: [], pad: 'x'.repeat(262_144) })],
    ['that is a list', []],
    ['that is null', 'null'],
    ['that is no JSON', '<html>'],
    ['with keys that are no list', { keys: {} }],
    ['with a member twice', '{"keys":[],"keys":[]}'],
    ['with a byte-order mark', '\ufeff{"keys":[]}'],
    ['with neither keys nor kty', {}],
    ['with 200,000 nested lists', `{"keys":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['that is one private JWK', { ...rsa.jwk, d: 'AQAB' }],
  ])('%s', (_name, value) => {
    expect(refusal(value)).toBe('JWKS_REFUSED');
  });
});

describe('a JWKS keeps what it can', () => {
  it('finds unfit keys by kid, with their reason, and counts what nobody can name', () => {
    const set = read({
      keys: [null, 1, [], { ...rsa.jwk, e: 'AQ' }, { ...ec.jwk, kid: 7 }, { ...ec.jwk, kid: undefined }, ec.jwk],
    });
    expect([...set.keys.keys()]).toEqual(['rsa', 'ec']);
    expect(set.keys.get('rsa')?.problem?.code).toBe('RSA_EXPONENT');
    expect(set.keys.get('ec')?.problem).toBeNull();
    expect(set.unnamed.map(({ index, problem }) => [index, problem?.code ?? null])).toEqual([
      [0, 'NOT_AN_OBJECT'],
      [1, 'NOT_AN_OBJECT'],
      [2, 'NOT_AN_OBJECT'],
      [4, 'KID_NOT_TEXT'],
      [5, null],
    ]);
    expect(judge(signed(rsa, {}, {}), set).code).toBe('KEY_UNUSABLE');
  });

  it('marks both of two keys that share a prime, and not one key under two kids', () => {
    const twice = read({ keys: [rsa.jwk, { ...rsa.jwk, kid: 'again' }] });
    expect([...twice.keys.values()].map(({ problem }) => problem)).toEqual([null, null]);
  });

  it('takes names of prototypes as plain kids', () => {
    const set = read({
      keys: [
        { ...ec.jwk, kid: '__proto__' },
        { ...rsa.jwk, kid: 'constructor' },
      ],
    });
    expect([...set.keys.keys()]).toEqual(['__proto__', 'constructor']);
    expect(judge(signed(ec, { kid: '__proto__' }, {}), set).code).toBe('OK');
  });

  it('reads a hundred RSA keys within two seconds', () => {
    const keys = Array.from({ length: 100 }, (_, at) => ({ ...rsa.jwk, kid: String(at) }));
    expect(read({ keys }).keys.size).toBe(100);
    expect(ownTimeMs(() => read({ keys }), 2000)).toBeLessThan(2000);
  });
});

describe('a set that is known to be bad', () => {
  it('can be judged by: doubled and private keys are unusable, the others are not', () => {
    const set = read({ keys: [rsa.jwk, { ...rsa.jwk }, { kty: 'oct', kid: 'secret', k: 'AAAA' }, ec.jwk] }, true);
    expect([...set.keys].map(([kid, { problem }]) => [kid, problem?.code ?? null])).toEqual([
      ['rsa', 'KID_DUPLICATE'],
      ['secret', 'SYMMETRIC_KEY'],
      ['ec', null],
    ]);
    expect(judge(signed(rsa, {}, GOOD_CLAIMS), set).code).toBe('KEY_UNUSABLE');
    expect(judge(signed(ec, {}, GOOD_CLAIMS), set).code).toBe('OK');
    expect(refusal('[]', true)).toBe('JWKS_REFUSED');
  });
});

describe('a single JWK', () => {
  it('is found by its kid, and used without one only when the signature alone is asked for', () => {
    const set = readKeySet('file', Buffer.from(JSON.stringify(ec.jwk)));
    const nameless = signed(ec, { kid: undefined }, GOOD_CLAIMS);
    expect(judge(signed(ec, {}, GOOD_CLAIMS), set).code).toBe('OK');
    expect(judge(nameless, set).code).toBe('KEY_UNKNOWN');
    const judged = judge(nameless, set, { mode: 'jws' });
    expect(judged.code).toBe('OK');
    expect(judged.checks[3]?.findings[0].reasonId).toBe('key.bare');
    expect(judge(signed(ec, { kid: 'other' }, {}), set, { mode: 'jws' }).code).toBe('KEY_UNKNOWN');
    expect(judge(nameless, setOf('file', ec.jwk), { mode: 'jws' }).code).toBe('KEY_UNKNOWN');
  });
});

describe('our own keys', () => {
  it('carry their state and the start of the suspicion', () => {
    const set = ownSetOf([
      {
        ...KEPT_HERE,
        kid: 'ec',
        jwk: ec.jwk,
        state: 'compromised',
        compromisedSince: '2026-01-01T00:00:00.000Z',
        compromisedAt: '2026-01-02T00:00:00.000Z',
      },
    ]);
    expect(set.keys.get('ec')?.standing).toEqual({
      state: 'compromised',
      compromisedSince: Date.UTC(2026, 0, 1),
      compromiseKnownAt: Date.UTC(2026, 0, 2),
      stateThen: null,
      isProven: true,
      places: 'only-here',
    });
    expect(set.name).toBe('us');
  });
});
