import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

/** Algorithms that are raced. */
export const RACED = ['RS256', 'ES256', 'EdDSA'] as const;
export type Raced = (typeof RACED)[number];

export interface SignedToken {
  readonly token: string;
  readonly input: Buffer;
  readonly signature: Buffer;
}

/** One key and tokens that it signed: those of a bank, each with another customer. */
export interface SignedTokens {
  readonly alg: Raced;
  readonly publicKey: KeyObject;
  readonly jwk: JsonWebKey & { readonly kid: string };
  readonly tokens: readonly SignedToken[];
}

/** Signs tokens that are valid at `now`, seconds since 1970, for five minutes. */
export function signTokens(alg: Raced, count: number, now: number): SignedTokens {
  const { privateKey, publicKey } = newPair(alg);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const tokens = Array.from({ length: count }, (_, index) => {
    const claims = { flow: 'sign-in', obj: String(index), sub: 'o@bank.example', iat: now, exp: now + 300 };
    const input = Buffer.from(`${part({ alg, kid: 'k', typ: 'JWT' })}.${part(claims)}`);
    const signature = sign(alg === 'EdDSA' ? null : 'sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    // As it comes from a wire: one piece of text.
    const token = Buffer.from(`${input.toString()}.${signature.toString('base64url')}`).toString('latin1');
    return { token, input, signature };
  });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', alg, use: 'sig' };
  // The rivals get the same kind of key: read from its JWK.
  return { alg, publicKey: createPublicKey({ key: jwk, format: 'jwk' }), jwk, tokens };
}

function newPair(alg: Raced): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (alg === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
}
