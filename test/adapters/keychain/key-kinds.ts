import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { jwkThumbprint } from '../../../electron/domain/thumbprint.ts';
import { publicJwkSchema } from '../../../shared/model/jwk.ts';

/** Makes one private key of each kind that we keep. */
export const KEY_KINDS: Readonly<Record<string, () => KeyObject>> = {
  'RSA-2048': () => rsa(2048),
  'RSA-3072': () => rsa(3072),
  'RSA-4096': () => rsa(4096),
  'P-256': () => ec('P-256'),
  'P-384': () => ec('P-384'),
  'P-521': () => ec('P-521'),
  Ed25519: () => generateKeyPairSync('ed25519').privateKey,
};

/** A small key, quickly made. */
export function smallKey(): KeyObject {
  return ec('P-256');
}

/** The thumbprint that the record of a key would hold. */
export function thumbprintOf(privateKey: KeyObject): string {
  return jwkThumbprint(publicJwkSchema.parse({ ...createPublicKey(privateKey).export({ format: 'jwk' }) }));
}

function rsa(modulusLength: number): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength }).privateKey;
}

function ec(namedCurve: string): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}
