import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** A bank's key, made by a library that is not ours. */
export interface BankKey {
  readonly jwk: JWK;
  readonly privateJwk: JWK;
  sign(claims: JWTPayload, header?: Readonly<Record<string, unknown>>): Promise<string>;
}

export async function makeBankKey(kid: string, alg = 'RS256'): Promise<BankKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, {
    extractable: true,
    ...(alg === 'EdDSA' ? { crv: 'Ed25519' } : {}),
  });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    privateJwk: { ...(await exportJWK(privateKey)), kid, alg },
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT', kid, ...header }).sign(privateKey),
  };
}

/** Good claims of the bank guide at an instant (milliseconds). */
export function bankClaims(now: number, rest: JWTPayload = {}): JWTPayload {
  const iat = Math.floor(now / 1000);
  return { flow: 'sign-in', obj: '123456789', sub: 'officer@bank.example', iat, exp: iat + 300, ...rest };
}
