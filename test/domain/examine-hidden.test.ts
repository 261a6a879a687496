import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInBase64 } from '../../electron/domain/base64-stretches.ts';
import { examine } from '../../electron/domain/examine.ts';
import { makeKey, NOW_MS } from './tokens.ts';

const look = (text: Buffer | string) => examine(Buffer.from(text), { now: NOW_MS, find: () => null });
const found = (text: Buffer | string) => {
  const { kind, isSecret, keys, actions } = look(text);
  return isSecret && keys.length === 0 && actions.length === 0 ? kind : `${kind}, and no secret`;
};

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const sealed = privateKey
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'correct horse' })
  .toString();
const der = rsa.export({ format: 'der', type: 'pkcs8' });
const jwk = privateKey.export({ format: 'jwk' });
const json = JSON.stringify(jwk);
const symmetric = JSON.stringify({ k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMko', kty: 'oct' });
const publicJson = JSON.stringify(makeKey('ES256', 'k').jwk);
const base64 = (content: Buffer | string) => Buffer.from(content).toString('base64');
const yaml = Object.entries(jwk).map(([name, value]) => `  ${name}: ${value}`);
const secretOf = (name: string, content: Buffer | string) =>
  `apiVersion: v1\nkind: Secret\ndata:\n  tls.crt: ${base64(publicJson)}\n  ${name}: ${base64(content)}\n  more: YWJj\n`;

describe('a private key inside of something else', () => {
  it.each<[string, string]>([
    ['a line of .env', `NAME=x\nBANK_JWK='${json}'\nPORT=80\n`],
    ['a line of YAML', `bank:\n  jwk: ${json}\n`],
    ['YAML, member by member', `bank:\n${yaml.join('\n')}\n`],
    ['YAML in a string of JSON', JSON.stringify({ file: `bank:\n${yaml.join('\n')}\n` })],
    ['a string of JSON', JSON.stringify({ vault: { key: json } })],
    ['a string of JSON in a string of JSON', JSON.stringify({ body: JSON.stringify({ key: json }) })],
    ['Python', `KEY = {'kty': 'EC', 'crv': 'P-256', 'd': '${jwk.d ?? ''}'}\n`],
    ['a log', `2026-11-20 08:00 INFO loaded ${json} from disk\n`],
    ['an RSA key with its type last', `key=${JSON.stringify({ ...rsa.export({ format: 'jwk' }), kty: 'RSA' })}`],
    ['base64 in JSON', JSON.stringify({ key: base64(json) })],
    ['base64url in .env', `BANK_JWK=${Buffer.from(json).toString('base64url')}\n`],
    ['a secret of Kubernetes', secretOf('bank.jwk', json)],
  ])('is named as a private JWK in %s', (_name, text) => {
    expect(found(text)).toBe('private-jwk');
  });

  it.each<[string, string]>([
    ['a secret of Kubernetes', secretOf('tls.key', pem)],
    ['base64 in lines of 64', `key: |\n  ${base64(pem).replace(/.{64}/gu, '$&\n  ')}\n`],
    ['base64 in lines of 76, after a word', `private ${base64(pem).replace(/.{76}/gu, '$&\r\n')}`],
    ['base64 in lines, escaped in JSON', JSON.stringify({ key: `\n${base64(pem).replace(/.{64}/gu, '$&\n')}` })],
    ['bare base64 of DER in .env', `PRIVATE_KEY=${base64(der)}\n`],
    ['one that is encrypted, beside one that is not', JSON.stringify([sealed, pem])],
  ])('is named as a private key in %s', (_name, text) => {
    expect(found(text)).toBe('private-key');
  });

  it('is named as what it is: symmetric, or protected by a passphrase', () => {
    expect(found(`JWK=${symmetric}`)).toBe('symmetric-jwk');
    expect(found(secretOf('hmac', symmetric))).toBe('symmetric-jwk');
    expect(found(secretOf('tls.key', sealed))).toBe('encrypted-private-key');
  });

  it('is not seen where there is none: public keys, certificates, prose about keys', () => {
    const others = [
      `JWK=${publicJson}`,
      JSON.stringify({ key: publicJson }),
      secretOf('bank.jwk', publicJson),
      'kty: RSA\nn: abc\nid: AAAAAAAAAAAAAAAAAAAAAAAA\n',
      'd: AAAAAAAAAAAAAAAAAAAAAAAA\n',
      `kty: EC${' '.repeat(20_000)}d: AAAAAAAAAAAAAAAAAAAAAAAA`,
      'the member "d" of a JWK whose "kty" is "EC" is private',
      'How do I wipe a private key?',
    ];
    for (const text of others)
      expect(look(text), text.slice(0, 40)).toMatchObject({ kind: 'nothing-known', isSecret: false });
  });
});

describe('a stretch of base64', () => {
  const whole = (text: string) => {
    const all: string[] = [];
    findInBase64(Buffer.from(text), (decoded) => (all.push(decoded.toString('latin1')), null));
    return all;
  };

  it('is decoded as a library decodes it, whatever stands around it', () => {
    const wrapped = fc.tuple(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom('', '\n', '\r\n  ', '\\n'),
    );
    const property = fc.property(wrapped, fc.constantFrom('base64', 'base64url'), ([octets, between], form) => {
      const bytes = Buffer.from(octets);
      const text = bytes.toString(form as 'base64').replace(/.{64}/gu, `$&${between}`);
      expect(whole(`a: b, "key": "${text}", 7`)).toContain(bytes.toString('latin1'));
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('begins anew after a word that is no whole groups of four, and at every other character', () => {
    const text = base64('stretch');
    expect(whole(`ab ${text}`)).toEqual(['i', 'stretch']);
    expect(whole(`${text}.${text}`)).toEqual(['stretch', 'stretch']);
    expect(whole(`abcd ${text}`)).toEqual([`${Buffer.from('abcd', 'base64').toString('latin1')}stretch`]);
  });
});
