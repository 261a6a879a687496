import { createHash } from 'node:crypto';
import type { Jwk } from '../../shared/model/jwk.ts';
import { AppError } from './errors.ts';
import { isJsonObject } from './strict-json.ts';

/** Members that identify a key, in the order in which they are hashed. @see RFC 7638 §3.2, RFC 8037 §2 */
const REQUIRED_MEMBERS = { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'] } as const;

/**
 * The SHA-256 thumbprint of a public JWK, base64url. Other members than those that make the key do not change it.
 * Nothing is verified: whether the key is fit for use is judged by `jwk-policy`.
 * @throws JWK_MALFORMED
 * @see RFC 7638 §3
 */
export function jwkThumbprint(jwk: Jwk): string {
  const thumbprint = thumbprintOfUnknown(jwk);
  if (thumbprint !== null) return thumbprint;
  throw new AppError('JWK_MALFORMED', 'the JWK lacks a member that makes the key', {
    hint: 'an RSA key has "n" and "e", an EC key "crv", "x" and "y", an OKP key "crv" and "x"',
  });
}

/** The thumbprint of whatever a DCM lists as a key; `null` where it is no public JWK of a known type. @see RFC 7638 §3 */
export function thumbprintOfUnknown(jwk: unknown): string | null {
  if (!isJsonObject(jwk)) return null;
  const { kty } = jwk;
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return null;
  const members: Record<string, string> = {};
  for (const name of REQUIRED_MEMBERS[kty]) {
    const value = jwk[name];
    if (typeof value !== 'string' || value === '') return null;
    members[name] = value;
  }
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}
