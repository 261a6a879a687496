import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ReadKeySet } from '../../electron/domain/key-set.ts';
import type { KnownKey } from '../../electron/domain/known-key.ts';
import { examineRefused } from '../../electron/domain/refused-token.ts';
import { GOOD_CLAIMS, judge, makeKey, part, setOf, signed, type TestKey, tokenOf } from './tokens.ts';

const rsa = makeKey('RS256', '54321');
const pss = makeKey('PS256', 'pss');
const ec = makeKey('ES256', 'ec');
const ours = makeKey('RS256', 'ours');
const stage = makeKey('RS256', 'stage-1');
const thief = makeKey('RS256', '54321');
const set = setOf('dcm', rsa.jwk, pss.jwk, ec.jwk) as ReadKeySet;
const keysOf = (from: ReadKeySet, otherEnv: string | null = null): KnownKey[] =>
  [...from.keys].map(([kid, entry]) => ({ kid, set: from.name, otherEnv, entry }));
const KNOWN = [
  ...keysOf(set),
  ...keysOf(setOf('us', ours.jwk) as ReadKeySet),
  ...keysOf(setOf('dcm', stage.jwk) as ReadKeySet, 'stage'),
];

function examine(token: string, known: () => readonly KnownKey[] = () => KNOWN) {
  const judgement = judge(token, set);
  expect(judgement.outcome).not.toBe('valid');
  return examineRefused({ token, judgement, known, judgeAgain: (other) => judge(other, set) });
}
/** The signature of one token under the payload of another. */
const edited = (token: string, claims: object = { ...GOOD_CLAIMS, obj: '999' }) => {
  const [header, , signature] = token.split('.');
  return `${header}.${part(claims)}.${signature}`;
};
const signedAs = (key: TestKey, kid: string) => signed(key, { kid }, GOOD_CLAIMS);

describe('a token that was edited after signing', () => {
  it.each([
    ['RS256', signed(rsa, {}, GOOD_CLAIMS)],
    ['PS256', signed(pss, {}, GOOD_CLAIMS)],
  ])('carries a genuine signature of another text: %s', (_alg, token) => {
    expect(examine(edited(token)).attacks).toEqual(['edited-after-signing']);
  });

  it('is not seen in a forgery, in one changed octet of a signature, or where mathematics cannot tell', () => {
    const changed = signed(rsa, {}, GOOD_CLAIMS).split('.');
    const octets = Buffer.from(changed[2] ?? '', 'base64url');
    octets[100] = (octets[100] ?? 0) ^ 1;
    for (const token of [
      signed(thief, {}, GOOD_CLAIMS),
      signed(makeKey('PS256', 'pss'), {}, GOOD_CLAIMS),
      `${changed[0]}.${changed[1]}.${octets.toString('base64url')}`,
      tokenOf({ alg: 'RS256', kid: '54321' }, GOOD_CLAIMS, Buffer.alloc(256, 0xff)),
      edited(signed(ec, {}, GOOD_CLAIMS)),
    ])
      expect(examine(token)).toEqual({ attacks: [], warnings: [] });
  });
});

describe('a token that another key signed', () => {
  it('is told with that key, and stays refused', () => {
    const byOurs = examine(signedAs(ours, '54321'));
    expect(byOurs.attacks).toEqual(['kid-swapped']);
    expect(byOurs.warnings).toEqual([{ code: 'SIGNED_BY_OTHER_KEY', values: { kid: 'ours', set: 'us' } }]);
    const nameless = examine(signed(rsa, { kid: undefined }, GOOD_CLAIMS));
    expect([nameless.attacks, nameless.warnings.map(({ code }) => code)]).toEqual([[], ['SIGNED_BY_OTHER_KEY']]);
  });

  it('is told of another environment, which is a mistake rather than an attack', () => {
    const { attacks, warnings } = examine(signed(stage, {}, GOOD_CLAIMS));
    expect(attacks).toEqual([]);
    expect(warnings).toEqual([{ code: 'SIGNED_IN_OTHER_ENVIRONMENT', values: { kid: 'stage-1', env: 'stage' } }]);
    expect(examine(signedAs(stage, '54321')).attacks).toEqual(['kid-swapped']);
  });
});

describe('an HMAC', () => {
  const header = { alg: 'HS256', kid: '54321' };
  const mac = (secret: string | Buffer) => {
    const input = `${part(header)}.${part(GOOD_CLAIMS)}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  };
  const spki = (format: 'pem' | 'der') => {
    const { entry } = KNOWN[0] ?? { entry: null };
    const key = entry?.methods.get('RS256')?.key as { export(how: object): string | Buffer };
    return key.export({ format, type: 'spki' });
  };
  it('over a public key that everybody has is found in each of its forms', () => {
    for (const secret of [spki('pem'), String(spki('pem')).trim(), spki('der'), rsa.jwk.n ?? ''])
      expect(examine(mac(secret)).attacks).toEqual(['hmac-with-public-key']);
  });

  it('over the JWK as somebody copied it, or over a PEM as an editor saved it, is found as well', () => {
    const jwk = { ...rsa.jwk };
    const sorted = Object.fromEntries(Object.entries(jwk).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const { kty, n, e } = jwk;
    const pem = String(spki('pem'));
    const secrets = [
      JSON.stringify(jwk),
      `${JSON.stringify(jwk, null, 2)}\n`,
      JSON.stringify(sorted),
      JSON.stringify({ e, kty, n }),
      `{${Object.entries(jwk)
        .map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
        .join(', ')}}`,
      pem.replaceAll('\n', '\r\n'),
      pem.replaceAll(/-----[^\n]*-----|\n/gu, ''),
    ];
    for (const secret of secrets) expect(examine(mac(secret)).attacks, secret).toEqual(['hmac-with-public-key']);
    expect(examine(mac(JSON.stringify({ ...jwk, kid: 'another' }))).attacks).toEqual(['alg-hmac']);
  });

  it('over anything else is named by what its header asks for', () => {
    expect(examine(mac('secret')).attacks).toEqual(['alg-hmac']);
    expect(examine(`${part(header)}.${part({})}.AAAA`).attacks).toEqual(['alg-hmac']);
  });
});

describe('a closer look', () => {
  it('finds the zeros of a psychic signature in each of their spellings', () => {
    const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
    const one = `${'00'.repeat(31)}01`;
    const zero = '00'.repeat(32);
    for (const numbers of [zero + one, one + zero, order + one, one + order, order + order]) {
      const token = tokenOf({ alg: 'ES256', kid: 'ec' }, GOOD_CLAIMS, Buffer.from(numbers, 'hex'));
      expect(examine(token).attacks).toEqual(['psychic-signature']);
    }
    expect(examine(tokenOf({ alg: 'ES256', kid: 'ec' }, GOOD_CLAIMS, Buffer.from(one + one, 'hex'))).attacks).toEqual(
      [],
    );
  });

  it('finds a genuine token that is spelled in another way, and no other spelling', () => {
    const good = signed(ec, {}, GOOD_CLAIMS);
    const withStrayBit = `${good.slice(0, -1)}${next(good.at(-1) ?? '')}`;
    expect(examine(`${good}==`).attacks).toEqual(['base64url-respelled']);
    expect(examine(withStrayBit).attacks).toEqual(['base64url-respelled']);
    // Cut off, or wrapped on its way: no attack.
    expect(examine(good.slice(0, -1)).attacks).toEqual([]);
    expect(examine(`${good.slice(0, 40)}\n${good.slice(40)}`).attacks).toEqual([]);
    expect(examine(`${edited(good)}==`).attacks).toEqual([]);
  });

  it('finds a kid that looks like one of ours', () => {
    for (const kid of ['ES', 'Ec ', 'ес', '\u200Bec', '54321\u0301'])
      expect(examine(signedAs(thief, kid)).attacks, kid).toEqual(kid === 'ES' ? [] : ['kid-look-alike']);
  });

  it('is not taken at a good token, nor are other keys looked for where no signature was reached', () => {
    const never = () => {
      throw new Error('asked for the keys');
    };
    const good = signed(rsa, {}, GOOD_CLAIMS);
    const judgement = judge(good, set);
    expect(judgement.outcome).toBe('valid');
    expect(examineRefused({ token: good, judgement, known: never, judgeAgain: never })).toEqual({
      attacks: [],
      warnings: [],
    });
    for (const token of ['', 'a.b.c', tokenOf({ alg: 'none' }, {}, 'x'), `${part({ alg: 'RS256' })}.e30.`])
      expect(examine(token, never).warnings).toEqual([]);
  });
});

/** The last letter of 64 octets stands for two bits; its next neighbour has a stray one. */
function next(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) + 1] ?? '';
}
