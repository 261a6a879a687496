import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../electron/domain/examine.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import type { ExaminedKind } from '../../shared/model/examined.ts';
import { type GoodSample, type KeyFiles, makeGoodSamples, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { GOOD_CLAIMS, makeKey, NOW, NOW_MS, part, signed, tokenOf } from './tokens.ts';

let files: KeyFiles;
let samples: readonly GoodSample[];
beforeAll(() => {
  files = openKeyFiles();
  makeSources(files);
  samples = makeGoodSamples(files);
}, 60_000);
afterAll(() => files.erase());

const look = (content: Buffer | string, known: string | null = null) =>
  examine(Buffer.from(content), {
    now: NOW_MS,
    find: (thumbprint) => (thumbprint === known ? { kid: 'ours', state: 'active' } : null),
  });
const kindOf = (content: Buffer | string) => look(content).kind;
const thumbprintOf = (source: string) =>
  jwkThumbprint(createPublicKey(files.read(`${source}.pem`)).export({ format: 'jwk' }) as never);

const KINDS: Readonly<Record<string, ExaminedKind>> = {
  pkcs8: 'private-key',
  pkcs1: 'private-key',
  sec1: 'private-key',
  'pkcs8-encrypted': 'encrypted-private-key',
  'pem-encrypted': 'encrypted-private-key',
  pkcs12: 'pkcs12',
  jwk: 'private-jwk',
  spki: 'public-key',
  'pkcs1-public': 'public-key',
  certificate: 'certificate',
  'jwk-public': 'public-jwk',
};

describe('a key file', () => {
  it('is named by its content, whatever its name: every sample of openssl, with its public half', () => {
    expect(samples.length).toBeGreaterThan(40);
    for (const { file, source, format, isPublic = false } of samples) {
      const { kind, isSecret, keys, actions } = look(files.read(file));
      expect(kind, file).toBe(KINDS[format]);
      // A PKCS#12 file is not opened: it may hold a private key.
      expect(isSecret, file).toBe(!isPublic || format === 'pkcs12');
      expect(actions, file).toContain('import-key');
      const isSealed = kind === 'encrypted-private-key' || kind === 'pkcs12';
      expect(keys[0]?.thumbprint ?? null, file).toBe(isSealed ? null : thumbprintOf(source));
      expect(
        keys.map(({ problem }) => problem).filter((problem) => problem !== null),
        file,
      ).toEqual([]);
    }
  });

  it('says which encoding was found, and how long an RSA modulus is', () => {
    expect(look(files.read('rsa.pem'))).toMatchObject({ encoding: 'PEM', keys: [{ kty: 'RSA', bits: 2048 }] });
    expect(look(files.read('rsa-pkcs1.der'))).toMatchObject({ encoding: 'DER', keys: [{ kty: 'RSA', bits: 2048 }] });
    expect(look(files.read('p256.jwk'))).toMatchObject({ encoding: 'JSON', keys: [{ kty: 'EC', bits: null }] });
  });

  it('that is a request for a certificate is shown and compared, and not imported', () => {
    for (const form of ['PEM', 'DER']) {
      files.openssl('req', '-new', '-key', 'p384.pem', '-subj', '/CN=x', '-outform', form, '-out', 'request');
      const { kind, keys, actions } = look(files.read('request'));
      expect([kind, keys[0]?.thumbprint, actions]).toEqual(['certificate-request', thumbprintOf('p384'), ['compare']]);
    }
  });

  it('of several blocks is named by the one that matters most, and lists each key once', () => {
    const chain = Buffer.concat(['rsa.crt', 'ca.crt'].map((name) => files.read(name)));
    expect(look(chain)).toMatchObject({ kind: 'certificate', actions: [] });
    expect(look(chain).keys.map(({ thumbprint }) => thumbprint)).toEqual(['rsa', 'ca'].map(thumbprintOf));
    const both = look(Buffer.concat([chain, files.read('rsa.pem')]));
    expect([both.kind, both.keys.length, both.actions]).toEqual(['private-key', 2, ['import-key']]);
    expect(look(Buffer.concat([files.read('rsa.pem'), files.read('ca.pem')])).actions).toEqual([]);
  });

  it('that was cut off is known for a private one by how it begins', () => {
    const half = (name: string) => files.read(name).subarray(0, 300);
    for (const name of ['rsa.pem', 'rsa-pkcs1.crt', 'rsa-pkcs8.txt', 'rsa-pkcs1.der']) {
      expect(look(half(name)), name).toMatchObject({ kind: 'private-key', isSecret: true, keys: [], actions: [] });
    }
    expect(look(half('rsa-aes-256-cbc.pem'))).toMatchObject({ kind: 'encrypted-private-key', isSecret: true });
    expect(look(files.read('rsa.jwk').subarray(0, -9))).toMatchObject({ kind: 'private-jwk', isSecret: true });
    expect(look(half('rsa.crt'))).toMatchObject({ kind: 'certificate', isSecret: false });
  });

  it('is found as bare base64, and where a text merely holds a private key, that is said', () => {
    const bare = files
      .read('rsa.pem')
      .toString('latin1')
      .replace(/-----.*-----/gu, '');
    expect(look(bare)).toMatchObject({ kind: 'private-key', encoding: 'DER', isSecret: true, actions: [] });
    const inside = JSON.stringify({ type: 'service_account', private_key: files.read('rsa.pem').toString('latin1') });
    expect(look(inside)).toMatchObject({ kind: 'private-key', isSecret: true, keys: [], actions: [] });
    const deep = JSON.stringify({ a: [{ b: JSON.parse(files.read('p256.jwk').toString('utf8')) }] });
    expect(look(deep)).toMatchObject({ kind: 'private-jwk', isSecret: true, keys: [], actions: [] });
  });

  it('of a kind that is not used here has its type and the rule that it breaks', () => {
    files.openssl('ecparam', '-name', 'secp256k1', '-genkey', '-noout', '-out', 'k1.pem');
    files.openssl('genpkey', '-algorithm', 'ed448', '-out', 'ed448.pem');
    files.openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024', '-out', 'short.pem');
    files.openssl('genpkey', '-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'pss.pem');
    const facts = (name: string) => {
      const { keys, actions } = look(files.read(name));
      return [keys[0]?.kty, keys[0]?.bits, keys[0]?.problem, actions.length];
    };
    expect(facts('k1.pem')).toEqual(['EC', null, 'CRV_NOT_ALLOWED', 0]);
    expect(facts('ed448.pem')).toEqual(['OKP', null, 'CRV_NOT_ALLOWED', 0]);
    expect(facts('short.pem')).toEqual(['RSA', 1024, 'RSA_TOO_SHORT', 0]);
    expect(facts('pss.pem')).toEqual(['RSA-PSS', null, 'KTY_NOT_ALLOWED', 0]);
  });
});

describe('a key of ours', () => {
  it('is recognised in any clothing by its thumbprint, and shown before anything else', () => {
    for (const { file, source } of samples.filter(({ format }) => !/encrypted|pkcs12/u.test(format))) {
      const { keys, actions } = look(files.read(file), thumbprintOf(source));
      expect(keys[0]?.known, file).toEqual({ kid: 'ours', state: 'active' });
      expect([actions[0], actions.includes('import-key')], file).toEqual(['show-key', false]);
    }
  });
});

describe('JSON', () => {
  const { jwk } = makeKey('RS256', 'one');
  const text = (value: unknown) => JSON.stringify(value);

  it('is named as a JWK of its kind, or as a set of them', () => {
    expect(look(text(jwk))).toMatchObject({ kind: 'public-jwk', isSecret: false, actions: ['import-key', 'compare'] });
    expect(look(text({ kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMko' }))).toMatchObject({
      kind: 'symmetric-jwk',
      isSecret: true,
      keys: [{ kty: 'oct', thumbprint: null, problem: 'SYMMETRIC_KEY' }],
      actions: [],
    });
    expect(look(text({ keys: [jwk] }))).toMatchObject({
      kind: 'jwks',
      isSecret: false,
      keys: [{ kid: 'one', alg: 'RS256', bits: 2048, problem: null, known: null }],
      actions: ['import-snapshot', 'compare'],
    });
  });

  it('as a set says what is wrong with each key, and is offered as a snapshot only where it would be taken', () => {
    const secret = JSON.parse(files.read('p256.jwk').toString('utf8')) as object;
    const set = look(text({ keys: [jwk, { ...jwk, alg: 'none' }, jwk, secret, 7] }));
    expect(set.keys.map(({ problem }) => problem)).toEqual([
      null,
      'ALG_NOT_ALLOWED',
      'KID_DUPLICATE',
      'PRIVATE_MEMBER',
      'NOT_AN_OBJECT',
    ]);
    expect([set.isSecret, set.actions.includes('import-snapshot')]).toEqual([true, false]);
    const many = look(text({ keys: Array.from({ length: 101 }, (_, at) => ({ ...jwk, kid: String(at) })) }));
    expect([many.keys.length, many.actions]).toEqual([100, []]);
  });

  it('with a modulus of megabytes is told by its length, and not worked out', () => {
    const endless = { kty: 'RSA', e: 'AQAB', n: '_'.repeat(8_000_000) };
    expect(look(text(endless))).toMatchObject({
      kind: 'public-jwk',
      keys: [{ problem: 'RSA_TOO_LONG', bits: null, thumbprint: null }],
      actions: [],
    });
    expect(kindOf(text({ format: 'dcm-key-passport', key: { jwk: endless } }))).toBe('key-passport');
  });

  it('with a member twice is named, and its key is unfit', () => {
    const twice = text(jwk).replace('{', '{"kid":"other",');
    expect(look(twice)).toMatchObject({
      kind: 'public-jwk',
      keys: [{ problem: 'MEMBER_TWICE' }],
      actions: ['compare'],
    });
  });

  it('is named as JWS of both kinds, JWE, key passport and exported trail', () => {
    const [header, payload, signature] = signed(makeKey('ES256', 'k'), {}, GOOD_CLAIMS).split('.');
    const flattened = look(text({ protected: header, payload, signature }));
    expect(flattened).toMatchObject({ kind: 'jws-json', isSecret: true, header: { alg: 'ES256', kid: 'k' } });
    const general = look(text({ payload, signatures: [{ protected: header, signature }] }));
    expect(general).toMatchObject({ kind: 'jws-json', header: { alg: 'ES256' }, actions: [] });
    expect(kindOf(text({ protected: part({ alg: 'dir', enc: 'A256GCM' }), iv: 'x', ciphertext: 'x', tag: 'x' }))).toBe(
      'jwe',
    );
    expect(look(text({ format: 'dcm-key-passport', version: 2, key: { jwk } }))).toMatchObject({
      kind: 'key-passport',
      keys: [{ kid: 'one' }],
      actions: ['verify-passport'],
    });
    expect(kindOf('{"checkpoints":0,"format":"dcm-audit-export","version":1}\n{"event":{}}\n')).toBe('audit-export');
    for (const other of ['{}', '[]', '{"a":1}', '7', '"x"', 'null', '{', '{"kty":7}']) {
      expect(look(other), other).toMatchObject({ kind: 'nothing-known', isSecret: false, actions: [] });
    }
  });
});

describe('a token', () => {
  const key = makeKey('ES256', 'k');
  const token = signed(key, {}, GOOD_CLAIMS);

  it('is named with what was copied along with it, and its header is shown', () => {
    const header = { alg: 'ES256', kid: 'k' };
    const around = [
      ...[token, `\u{feff}${token}`, `\r\n  ${token}\r\n`, `Bearer ${token}`, `bearer  ${token}\n`],
      ...[`Authorization: Bearer ${token}`, `X-Token:${token}`, `"${token}"`, token.replace(/(.{40})/gu, '$1\r\n')],
    ];
    for (const given of around) {
      expect(look(given), given.slice(0, 24)).toMatchObject({
        kind: 'jwt',
        encoding: 'compact',
        header,
        actions: ['check-token'],
      });
    }
  });

  it('is a secret until it has expired, and for ever where it names no end', () => {
    const secretWith = (claims: object) => look(signed(key, {}, { ...GOOD_CLAIMS, ...claims })).isSecret;
    expect([secretWith({ exp: NOW + 1 }), secretWith({ exp: NOW - 121 })]).toEqual([true, false]);
    expect([secretWith({ exp: undefined }), secretWith({ exp: 'never' })]).toEqual([true, true]);
  });

  it('that carries no claims is another JWS, and one of five parts is a JWE', () => {
    expect(look(tokenOf({ alg: 'ES256' }, 'hello', 'sig'))).toMatchObject({ kind: 'jws', isSecret: false });
    expect(look(`${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`)).toMatchObject({
      kind: 'jwe',
      encoding: 'compact',
      header: { alg: 'RSA-OAEP' },
      actions: [],
    });
    for (const other of ['a.b.c', 'www.example.com', '1.2.3', 'a.b', '....', 'eyJ.eyJ.x', '']) {
      expect(kindOf(other), other).toBe('nothing-known');
    }
  });

  it('whose header holds a private key is a secret even when it has expired, and the header is shown without it', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = privateKey.export({ format: 'jwk' });
    const { isSecret, header } = look(signed(key, { jwk }, { ...GOOD_CLAIMS, exp: 1 }));
    const { crv, kty, x, y } = jwk;
    expect([isSecret, header?.['jwk']]).toEqual([true, { crv, kty, x, y }]);
  });
});
