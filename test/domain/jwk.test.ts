import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { lintJwkText } from '../../electron/domain/jwk-lint.ts';
import { jwkFromPem, parseJwk, pemFromJwk, publicJwkFromKey } from '../../electron/domain/jwk.ts';
import { jwkThumbprint, thumbprintOfUnknown } from '../../electron/domain/thumbprint.ts';
import { makeAuthority } from '../fakes/certificates.ts';
import { readVectors } from './public-vectors.ts';
import { makeKey } from './tokens.ts';

const guide = readVectors<{ jwk: Record<string, string> }>('dcm-guide').jwk;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const none = { kid: null, alg: null } as const;

/** The error that some work ends with. */
function errorOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('PEM to JWK', () => {
  it('takes SubjectPublicKeyInfo and PKCS #1, with the thumbprint and RS256 by default', () => {
    const jwk = jwkFromPem(spki(rsa.publicKey), none);
    expect(Object.keys(jwk)).toEqual(['kty', 'kid', 'alg', 'use', 'n', 'e']);
    expect(jwk).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', kid: jwkThumbprint(jwk) });
    const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    expect(jwkFromPem(`some text before\r\n${pkcs1}`, none)).toEqual(jwk);
    expect(jwkFromPem(spki(rsa.publicKey), { kid: '54321', alg: 'PS384' })).toMatchObject({
      kid: '54321',
      alg: 'PS384',
    });
  });

  it.each([
    ['P-256', 'ES256'],
    ['P-384', 'ES384'],
    ['P-521', 'ES512'],
  ])('gives a key on %s the algorithm %s', (namedCurve, alg) => {
    expect(jwkFromPem(spki(generateKeyPairSync('ec', { namedCurve }).publicKey), none).alg).toBe(alg);
  });

  it('reads the DCM guide’s example key back from its PEM', () => {
    const pem = pemFromJwk(parseJwk(JSON.stringify(guide)));
    expect(jwkFromPem(pem, { kid: '54321', alg: null })).toEqual(guide);
  });

  it('takes the key out of an X.509 certificate', () => {
    const authority = makeAuthority();
    try {
      const { cert, key } = authority.selfSigned('DNS:localhost');
      expect(jwkFromPem(cert, none)).toEqual(jwkFromPem(spki(createPublicKey(key)), none));
      expect(errorOf(() => jwkFromPem(`${cert}${key}`, none)).code).toBe('PRIVATE_KEY_GIVEN');
    } finally {
      authority.remove();
    }
  });

  it('refuses private keys in every form, and quotes nothing of them', () => {
    const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
    const forms = [
      rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }),
      rsa.privateKey.export(encrypted),
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    ].map(String);
    for (const pem of forms) {
      const error = errorOf(() => jwkFromPem(`${spki(rsa.publicKey)}${pem}`, none));
      expect(error.code).toBe('PRIVATE_KEY_GIVEN');
      expect(error.hint).toMatch(/wipe/u);
      expect(JSON.stringify([error.message, error.hint])).not.toContain(pem.slice(40, 60));
    }
  });

  it.each([
    ['', 'PEM_MALFORMED'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n', 'PEM_MALFORMED'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'PEM_MALFORMED'],
    [`${spki(rsa.publicKey)}${spki(rsa.publicKey)}`, 'PEM_MALFORMED'],
    [spki(generateKeyPairSync('x25519').publicKey), 'JWK_REFUSED'],
    [spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey), 'JWK_REFUSED'],
    [spki(generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).publicKey), 'JWK_REFUSED'],
  ])('refuses %j', (pem, code) => {
    expect(errorOf(() => jwkFromPem(pem, none)).code).toBe(code);
  });

  it('refuses an algorithm that the key does not have', () => {
    expect(errorOf(() => jwkFromPem(spki(rsa.publicKey), { kid: null, alg: 'ES256' })).code).toBe('JWK_REFUSED');
  });
});

describe('JWK to PEM and back', () => {
  it.each(['RS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const)('keeps a key for %s', (alg) => {
    const { jwk } = makeKey(alg, 'k');
    const back = createPublicKey(pemFromJwk(jwk));
    expect(publicJwkFromKey(back, { kid: 'k', alg })).toEqual(jwk);
  });

  it('makes no JWK of a private key', () => {
    expect(errorOf(() => publicJwkFromKey(rsa.privateKey, none)).code).toBe('JWK_MALFORMED');
  });
});

describe('reading a JWK', () => {
  it('refuses private and symmetric keys, sets, doubled members and wrong types', () => {
    const code = (text: string) => errorOf(() => parseJwk(text)).code;
    expect(code(JSON.stringify({ ...guide, d: 'secret' }))).toBe('PRIVATE_KEY_GIVEN');
    expect(code('{"kty":"oct","k":"AAAA"}')).toBe('PRIVATE_KEY_GIVEN');
    expect(code(JSON.stringify({ keys: [guide] }))).toBe('JWK_MALFORMED');
    expect(code('{"kty":"RSA","kty":"EC"}')).toBe('JWK_MALFORMED');
    expect(code('{"kty":"RSA","n":1}')).toBe('JWK_MALFORMED');
    expect(code('{}')).toBe('JWK_MALFORMED');
  });

  it('gives no thumbprint to what is no public key', () => {
    for (const one of [null, 1, [], {}, { kty: 'oct', k: 'AA' }, { kty: 'RSA', n: 'AA' }])
      expect(thumbprintOfUnknown(one)).toBeNull();
    expect(errorOf(() => jwkThumbprint({ kty: 'RSA' })).code).toBe('JWK_MALFORMED');
  });
});

describe('lint', () => {
  const codes = (value: unknown) =>
    lintJwkText(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))).map(
      ({ code, path }) => `${code} ${path}`,
    );
  it('has nothing to say of the DCM guide’s example, alone or in a set', () => {
    expect(codes(guide)).toEqual([]);
    expect(codes({ keys: [guide, makeKey('ES256', 'k').jwk] })).toEqual([]);
  });

  it('finds everything at once, with the place of each', () => {
    expect(
      codes({ keys: [guide, { ...guide, e: 'AQ', use: 'enc' }, 7, { kty: 'RSA', n: 'AA', e: 'AQAB', d: 'secret' }] }),
    ).toEqual([
      'USE_NOT_SIG /keys/1/use',
      'RSA_EXPONENT /keys/1/e',
      'NOT_AN_OBJECT /keys/2',
      'PRIVATE_MEMBER /keys/3/d',
      'KID_MISSING /keys/3',
      'KID_DUPLICATE /keys/1/kid',
    ]);
  });

  it.each([
    ['', 'NOT_JSON '],
    ['[]', 'NOT_JSON '],
    ['{"kty":"RSA","kty":"RSA"}', 'MEMBER_TWICE '],
    ['{"keys":{}}', 'NOT_A_SET /keys'],
    ['{"keys":[]}', 'SET_EMPTY /keys'],
  ])('names what is wrong with %j', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it('never quotes private material', () => {
    const findings = lintJwkText(Buffer.from(JSON.stringify({ ...guide, d: 'canary-canary' })));
    expect(JSON.stringify(findings)).not.toContain('canary');
  });
});
