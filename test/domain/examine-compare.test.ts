import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { compareKeys } from '../../electron/domain/examine-compare.ts';
import { type KeyFiles, makeGoodSamples, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { GOOD_CLAIMS, makeKey, signed } from './tokens.ts';

let files: KeyFiles;
beforeAll(() => {
  files = openKeyFiles();
  makeSources(files);
  makeGoodSamples(files);
}, 60_000);
afterAll(() => files.erase());

const compare = (left: Buffer | string, right: Buffer | string) => compareKeys(Buffer.from(left), Buffer.from(right));
const differing = (left: Buffer | string, right: Buffer | string) =>
  compare(left, right).rows.flatMap(({ member, isEqual }) => (isEqual ? [] : [member]));
const codeOf = (left: Buffer | string, right: Buffer | string): string => {
  try {
    compare(left, right);
    return 'compared';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
};

describe('two public keys', () => {
  it('are the same key in PEM, PKCS#1, certificate, DER, bare base64, JWK and a set of one', () => {
    const der = createPublicKey(files.read('rsa.pem')).export({ format: 'der', type: 'spki' });
    const jwk = files.read('rsa-public.jwk').toString('utf8');
    const forms = ['rsa-public.key', 'rsa-public-pkcs1.pem', 'rsa.crt'].map((name) => files.read(name));
    for (const form of [...forms, der, der.toString('base64'), jwk, `{"keys":[${jwk}]}`]) {
      expect(compare(form, der).isSameKey).toBe(true);
    }
  });

  it('have every member side by side, and what stands round the key is named where it differs', () => {
    const pem = files.read('rsa-public.key');
    const jwk = files.read('rsa-public.jwk');
    const { isSameKey, rows } = compare(pem, jwk);
    expect(isSameKey).toBe(true);
    expect(rows.map(({ member }) => member)).toEqual(['kty', 'n', 'e', 'alg', 'kid', 'use', 'bits']);
    expect(rows.find(({ member }) => member === 'kid')).toEqual({
      member: 'kid',
      left: null,
      right: 'bank-7',
      isEqual: false,
    });
    expect(rows.find(({ member }) => member === 'bits')).toEqual({
      member: 'bits',
      left: '2048',
      right: '2048',
      isEqual: true,
    });
    expect(differing(pem, jwk)).toEqual(['alg', 'kid', 'use']);
  });

  it('with one differing member are named by it; the order of operations is none', () => {
    const { jwk } = makeKey('ES256', 'k');
    const text = (change: object) => JSON.stringify({ ...jwk, ...change });
    expect(differing(text({}), text({ use: 'enc' }))).toEqual(['use']);
    expect(differing(text({ key_ops: ['verify', 'sign'] }), text({ key_ops: ['sign', 'verify'] }))).toEqual([]);
    const other = makeKey('ES256', 'k').jwk;
    expect(differing(text({}), JSON.stringify(other))).toEqual(['x', 'y']);
    expect(compare(text({}), JSON.stringify(other)).isSameKey).toBe(false);
  });
});

describe('what cannot be compared', () => {
  it('is refused with PRIVATE_KEY_GIVEN where either one is private, sealed or symmetric', () => {
    const pub = files.read('rsa-public.key');
    const privates = ['rsa.pem', 'rsa.jwk', 'rsa-pkcs1.der', 'rsa-aes-256-cbc.pem', 'rsa-modern.p12', 'p256.pem'];
    const others = ['{"kty":"oct","k":"AAAA"}', `{"keys":[${files.read('p256.jwk').toString('utf8')}]}`];
    for (const secret of [...privates.map((name) => files.read(name)), ...others]) {
      expect([codeOf(pub, secret), codeOf(secret, pub)]).toEqual(['PRIVATE_KEY_GIVEN', 'PRIVATE_KEY_GIVEN']);
    }
  });

  it('is refused with INPUT_INVALID where one is no single key', () => {
    const pub = files.read('rsa-public.key');
    const { jwk } = makeKey('ES256', 'k');
    const two = JSON.stringify({ keys: [jwk, { ...jwk, kid: 'other' }] });
    const token = signed(makeKey('ES256', 'k'), {}, GOOD_CLAIMS);
    const chain = Buffer.concat([files.read('rsa.crt'), files.read('ca.crt')]);
    for (const none of ['', 'hello', '{"keys":[]}', two, token, chain, '{"kty":"RSA"}']) {
      expect([codeOf(none, pub), codeOf(pub, none)], String(none).slice(0, 20)).toEqual([
        'INPUT_INVALID',
        'INPUT_INVALID',
      ]);
    }
  });
});
