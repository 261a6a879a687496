import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { searchTokens } from '../../electron/domain/token-search.ts';
import { plantedToken, seeded } from './token-plants.ts';

const random = seeded(41);
const TOKEN = plantedToken(random);
const search = (text: string) => searchTokens(Buffer.from(text));
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

describe('what is said of a text that may hold tokens', () => {
  it('is which, and no more of them than can be read', () => {
    expect(search(`a: ${TOKEN}`)).toMatchObject({ tokens: [{ token: TOKEN }], distinct: 1, holdsKey: false });
    const many = Array.from({ length: 60 }, () => plantedToken(random));
    const { tokens, distinct } = search(many.join('\n'));
    expect([tokens.length, distinct]).toEqual([50, 60]);
  });

  it('is that a private key stands in it, with a token or without', () => {
    const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
    for (const text of [pem, jwk, `key: ${pem}\ntoken: ${TOKEN}`, `log ${jwk} and ${TOKEN}`]) {
      expect(search(text).holdsKey).toBe(true);
    }
    for (const text of [TOKEN, `Bearer ${TOKEN}`, publicKey.export({ format: 'pem', type: 'spki' }).toString(), 'x']) {
      expect(search(text).holdsKey).toBe(false);
    }
  });

  it('is what it is instead, and what looked most like a token', () => {
    const jwks = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] });
    expect(search(jwks)).toMatchObject({ tokens: [], is: 'jwks', nearMiss: null });
    expect(search('one\n  two eyJhbGciOi')).toMatchObject({ nearMiss: { why: 'one-part', line: 2, column: 7 } });
    expect(search('x eyJ_hbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.abcdef').nearMiss).toEqual({
      why: 'header-unreadable',
      line: 1,
      column: 3,
    });
    expect(search('hbGciOiJSUzI1NiJ9.c3ViamVjdCBhIQ.abcdefghijkl').nearMiss?.why).toBe('no-header');
    expect(search('www.bank.example and 10.0.0.1').nearMiss).toBeNull();
  });
});
