import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Hashes of the HMAC algorithms, and the octets of their results. @see RFC 7518 §3.2 */
const HASHES: Readonly<Record<string, readonly [hash: string, octets: number]>> = {
  HS256: ['sha256', 32],
  HS384: ['sha384', 48],
  HS512: ['sha512', 64],
};

/**
 * Tells whether a token's third part is an HMAC for which somebody took a public key as the secret, in one of the forms
 * in which public keys go about. @see RFC 8725 §2.1
 */
export function isHmacWithPublicKey(alg: string, input: Buffer, mac: Buffer, keys: readonly KeyObject[]): boolean {
  const [hash, octets] = HASHES[alg] ?? ['', 0];
  if (hash === '' || mac.length !== octets) return false;
  return keys.some((key) =>
    formsOf(key).some((secret) => timingSafeEqual(createHmac(hash, secret).update(input).digest(), mac)),
  );
}

/** SPKI and PKCS #1, as PEM with and without its last line end, and as DER; the JWK; the modulus or point alone. */
function formsOf(key: KeyObject): readonly (string | Buffer)[] {
  const types = key.asymmetricKeyType === 'rsa' ? (['spki', 'pkcs1'] as const) : (['spki'] as const);
  const files = types.flatMap((type) => {
    const pem = key.export({ format: 'pem', type }).toString();
    return [pem, pem.trimEnd(), key.export({ format: 'der', type })];
  });
  const jwk = key.export({ format: 'jwk' });
  const number = jwk.n ?? jwk.x ?? '';
  return [...files, JSON.stringify(jwk), number, Buffer.from(number, 'base64url')];
}
