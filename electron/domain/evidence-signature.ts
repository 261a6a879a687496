import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { EvidenceJwk } from '../../shared/model/evidence.ts';

/**
 * The key that a document names as its signer; `null` where it is no point of the curve, or not written in the one way.
 * Whether it is trusted is another question.
 */
export function readEvidenceKey(jwk: EvidenceJwk): KeyObject | null {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return key.export({ format: 'jwk' }).x === jwk.x ? key : null;
  } catch {
    return null;
  }
}

/** Tells whether a signature in canonical base64url is this key's Ed25519 over exactly these bytes. @see RFC 8032 §5.1.7 */
export function isSignedBy(evidenceKey: KeyObject, bytes: Buffer, signature: string): boolean {
  const octets = Buffer.from(signature, 'base64url');
  return octets.toString('base64url') === signature && verify(null, bytes, evidenceKey, octets);
}
