import type { KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from '../../../shared/model/key.ts';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes a key pair off the event loop. `bits` counts for RSA only. */
export type GenerateKey = (alg: SignatureAlgorithm, bits: number) => Promise<KeyPair>;
