import { constants, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ATTACK_IDS, type AttackId } from '../../shared/model/attack.ts';
import { ATTACKS } from '../../shared/text/attacks.ts';
import { nameAttacks } from '../../electron/domain/token-attacks.ts';
import { GOOD_CLAIMS, judge, makeKey, part, rawSignature, setOf, signed, tokenOf } from './tokens.ts';

const rsa = makeKey('RS256', '54321');
const ec = makeKey('ES256', 'ec');
const pss = makeKey('PS256', 'pss');
const set = setOf('dcm', rsa.jwk, ec.jwk, pss.jwk);
const good = signed(rsa, {}, GOOD_CLAIMS);
const named = (token: string) => nameAttacks(token, judge(token, set));
const forged = (header: object) =>
  tokenOf({ alg: 'RS256', kid: '54321', ...header }, GOOD_CLAIMS, Buffer.alloc(256, 7));
const unsigned = (alg: unknown, signature = '') => tokenOf({ alg, kid: '54321' }, GOOD_CLAIMS, signature);

function withSalt(input: string, saltLength: number): Buffer {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return sign('sha256', Buffer.from(input), { key: pss.privateKey, padding, saltLength });
}

type Try = readonly [name: string, token: string, attacks: readonly AttackId[]];
const underKids = (kids: readonly string[], ...attacks: readonly AttackId[]) =>
  kids.map((kid): Try => [`kid ${kid}`, forged({ kid }), attacks]);

/** Each attack with a token that tries it; some tokens try two. */
const TRIES: readonly Try[] = [
  ...['none', 'None', 'NONE', 'nOnE', ' none', 'no\u200Bne', '\uFF4Eone'].map((alg): Try => [
    `alg ${JSON.stringify(alg)}`,
    unsigned(alg, 'x'),
    ['alg-none'],
  ]),
  ['alg none without a signature', unsigned('none'), ['alg-none', 'signature-removed']],
  ['a signature that was cut away', good.slice(0, good.lastIndexOf('.') + 1), ['signature-removed']],
  ['HMAC', forged({ alg: 'HS256' }), ['alg-hmac']],
  ['HMAC, spelled oddly', forged({ alg: 'hs512 ' }), ['alg-hmac']],
  ['an algorithm in small letters', forged({ alg: 'rs256' }), ['alg-spelling']],
  ['an algorithm that is not that of the key', forged({ alg: 'PS256' }), ['alg-not-of-key']],
  ['a psychic signature', tokenOf({ alg: 'ES256', kid: 'ec' }, GOOD_CLAIMS, Buffer.alloc(64)), ['psychic-signature']],
  [
    'a signature in DER',
    tokenOf({ alg: 'ES256', kid: 'ec' }, GOOD_CLAIMS, Buffer.from('3006020101020101', 'hex')),
    ['der-signature'],
  ],
  ['a key of its own', forged({ jwk: makeKey('RS256', 'thief').jwk }), ['embedded-key']],
  ['an address of keys', forged({ jku: 'https://evil.example/jwks' }), ['key-address']],
  ['an address of certificates', forged({ x5u: 'https://evil.example/x' }), ['certificate-address']],
  ['certificates of its own', forged({ x5c: ['MII'] }), ['embedded-certificate']],
  ['an extension', forged({ crit: ['exp'] }), ['critical-extension']],
  ['an unencoded payload', forged({ b64: false, crit: ['b64'] }), ['critical-extension', 'unencoded-payload']],
  ['a kid that is a list', forged({ kid: ['54321'] }), ['kid-not-text']],
  ['a kid with a zero byte', forged({ kid: '54321\u0000.pem' }), ['kid-control']],
  ['a kid of 10,000 letters', forged({ kid: 'é'.repeat(5000) }), ['kid-huge']],
  [
    'content that is nested too deeply',
    `${part({ alg: 'RS256' })}.${part(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`)}.AAAA`,
    ['deep-nesting'],
  ],
  ['a number too large', `${part({ alg: 'RS256' })}.${part('{"exp":1e400}')}.AAAA`, ['huge-number']],
  ['a token of another kind', forged({ typ: 'at+jwt' }), ['other-token-kind']],
  ...underKids(['../../../dev/null', '/etc/passwd', 'keys\\..\\..\\x', 'C:\\key.pem', '%2e%2e/x'], 'kid-path'),
  ...underKids(['file:///dev/null'], 'kid-path', 'kid-address'),
  ...underKids(['https://evil.example/key', '//evil.example'], 'kid-address'),
  ...underKids(["' OR 1=1--", "x' UNION SELECT 'k", "key'", "x'; --"], 'kid-sql'),
  ...underKids(['key|whoami', '$(id)', '`id`', '1;id'], 'kid-command'),
  ...underKids(['__proto__', 'constructor'], 'kid-builtin-name'),
  [
    'a member that stands twice',
    `${part('{"alg":"RS256","alg":"none","kid":"54321"}')}.${part({})}.AAAA`,
    ['alg-none', 'duplicate-member'],
  ],
  ['an encrypted token', `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`, ['encrypted-token']],
  [
    'JSON serialization',
    JSON.stringify({ payload: part(GOOD_CLAIMS), signatures: [{ protected: part({ alg: 'RS256' }), signature: 'x' }] }),
    ['json-token'],
  ],
];

/** Tried in the test of the closer look, and the last one below. */
const FOUND_BY_A_CLOSER_LOOK: readonly AttackId[] = [
  'edited-after-signing',
  'kid-swapped',
  'hmac-with-public-key',
  'pss-salt',
  'kid-look-alike',
  'base64url-respelled',
];

describe('an attack', () => {
  it.each(TRIES)('is named and refused: %s', (_name, token, attacks) => {
    expect(judge(token, set).outcome).not.toBe('valid');
    expect(named(token)).toEqual(attacks);
  });

  it('is named for every name on the list, and has words in both languages', () => {
    const tried = new Set(TRIES.flatMap(([, , attacks]) => attacks));
    expect(ATTACK_IDS.filter((id) => !tried.has(id))).toEqual(FOUND_BY_A_CLOSER_LOOK);
    for (const id of ATTACK_IDS) {
      expect(ATTACKS.en[id], id).toMatch(/^[^а-яіїєґ]{20,}$/iu);
      expect(ATTACKS.uk[id], id).toMatch(/[а-яіїєґ]/iu);
    }
  });

  it('is a salt of a forbidden length', () => {
    const input = `${part({ alg: 'PS256', kid: 'pss' })}.${part(GOOD_CLAIMS)}`;
    const wrong = rawSignature({ ...pss, jwk: { ...pss.jwk, alg: 'PS384' } }, Buffer.from(input));
    const token = (signature: Buffer) => `${input}.${signature.toString('base64url')}`;
    // Under the right hash the same way of signing is good.
    expect(named(token(rawSignature(pss, Buffer.from(input))))).toEqual([]);
    expect(named(token(wrong))).toEqual([]);
    expect(named(token(withSalt(input, 0)))).toEqual(['pss-salt']);
  });
});

describe('no attack', () => {
  it('is seen in a token whose signature is good, whatever its header brings, and however late it is', () => {
    const odd = signed(rsa, { jku: 'https://dcm.example', jwk: rsa.jwk }, GOOD_CLAIMS);
    expect(judge(odd, set).outcome).toBe('valid');
    expect([named(good), named(odd)]).toEqual([[], []]);
    const late = signed(rsa, { jku: 'x' }, { exp: 1 });
    expect(judge(late, set).code).toBe('TOKEN_EXPIRED');
    expect(named(late)).toEqual([]);
  });

  it('is seen in a plain forgery, in the look of a kid that we know, or in what is no token', () => {
    const paths = setOf('dcm', { ...rsa.jwk, kid: '/keys/../1' });
    const token = forged({ kid: '/keys/../1' });
    expect(nameAttacks(token, judge(token, paths))).toEqual([]);
    expect(named(token)).toEqual(['kid-path']);
    for (const text of ['', 'abc', 'a.b.c', '{"keys":[]}', '{', forged({}), 'x'.repeat(20_000)])
      expect(named(text), text).toEqual([]);
  });
});
