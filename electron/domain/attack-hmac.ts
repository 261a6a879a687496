import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from './strict-json.ts';

/** A public key, and the members of the JWK in which it was published. */
interface PublicHalf {
  readonly key: KeyObject;
  readonly members: JsonObject;
}

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
export function isHmacWithPublicKey(alg: string, input: Buffer, mac: Buffer, keys: readonly PublicHalf[]): boolean {
  const [hash, octets] = HASHES[alg] ?? ['', 0];
  if (hash === '' || mac.length !== octets) return false;
  return keys.some((key) =>
    formsOf(key).some((secret) => timingSafeEqual(createHmac(hash, secret).update(input).digest(), mac)),
  );
}

/** SPKI and PKCS #1, as PEM and as DER; the JWK, with all its members and with those of the key alone; the modulus or point. */
function formsOf({ key, members }: PublicHalf): readonly (string | Buffer)[] {
  const types = key.asymmetricKeyType === 'rsa' ? (['spki', 'pkcs1'] as const) : (['spki'] as const);
  const files = types.flatMap((type) => {
    const pem = key.export({ format: 'pem', type }).toString();
    return [...spellingsOfPem(pem), key.export({ format: 'der', type })];
  });
  const jwk = key.export({ format: 'jwk' });
  const number = jwk.n ?? jwk.x ?? '';
  return [
    ...files,
    ...spellingsOfJwk({ ...jwk }),
    ...spellingsOfJwk(members),
    number,
    Buffer.from(number, 'base64url'),
  ];
}

/** With each line end, with and without the last one; and the base64 alone, in lines and in one. @see RFC 7468 */
function spellingsOfPem(pem: string): readonly string[] {
  const text = pem.trimEnd();
  const body = text.split('\n').slice(1, -1);
  const windows = text.replaceAll('\n', '\r\n');
  return [`${text}\n`, text, `${windows}\r\n`, windows, body.join('\n'), body.join('')];
}

/** As programs write JSON: close together, with blanks, in lines; in the publisher's order and sorted. */
function spellingsOfJwk(members: JsonObject): readonly string[] {
  const sorted = Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const texts = [members, sorted].flatMap((jwk) => {
    const inOneLine = JSON.stringify(jwk, null, 1)
      .replace(/\n */gu, ' ')
      .replace(/^\{ | \}$/gu, (brace) => brace.trim());
    return [JSON.stringify(jwk), JSON.stringify(jwk, null, 2), JSON.stringify(jwk, null, 4), inOneLine];
  });
  return texts.flatMap((text) => [text, `${text}\n`]);
}
