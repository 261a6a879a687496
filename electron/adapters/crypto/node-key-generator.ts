import { generateKeyPair, type KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from '../../../shared/model/key.ts';
import type { KeyPair } from './key-generator.ts';

const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;

/** Makes a key pair with the runtime's own generator, in its thread pool. RSA has the public exponent 65537. */
export function generateKey(alg: SignatureAlgorithm, bits: number): Promise<KeyPair> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, publicKey: KeyObject, privateKey: KeyObject) => {
      if (error) reject(error);
      else resolve({ publicKey, privateKey });
    };
    if (alg === 'EdDSA' || alg === 'Ed25519') generateKeyPair('ed25519', undefined, done);
    else if (alg === 'ES256' || alg === 'ES384' || alg === 'ES512')
      generateKeyPair('ec', { namedCurve: CURVES[alg] }, done);
    else generateKeyPair('rsa', { modulusLength: bits, publicExponent: 65537 }, done);
  });
}
