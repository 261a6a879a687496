import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { decodeBase64url } from '../../domain/base64url.ts';
import { thumbprintOfUnknown } from '../../domain/thumbprint.ts';

/**
 * The text that goes into a keychain: PKCS#8 DER as base64url. The bytes are zeroed; the text is a JavaScript
 * string and stays in memory until it is collected.
 */
export function textOfPrivateKey(privateKey: KeyObject): string {
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    return der.toString('base64url');
  } finally {
    der.fill(0);
  }
}

/** The key in a text that came out of a keychain; `null` when there is none. The bytes are zeroed. */
export function privateKeyOfText(text: string): KeyObject | null {
  const der = decodeBase64url(text);
  if (der === null) return null;
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch {
    // The cause could describe the bytes; that they make no key is all there is to say.
    return null;
  } finally {
    der.fill(0);
  }
}

/** The RFC 7638 thumbprint of the public half, derived from the private one; `null` for a kind that we do not keep. */
export function thumbprintOfPrivateKey(privateKey: KeyObject): string | null {
  return thumbprintOfUnknown(createPublicKey(privateKey).export({ format: 'jwk' }));
}
