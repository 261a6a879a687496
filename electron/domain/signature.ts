import { constants, createVerify, type KeyLike, type KeyObject, verify, type VerifyKeyObjectInput } from 'node:crypto';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import type { FitKey } from './jwk-policy.ts';

/** How one key verifies one algorithm; made once per key, used for every token. */
export interface SignatureMethod {
  readonly alg: SignatureAlgorithm;
  /** The only length that a signature of this key can have. */
  readonly signatureBytes: number;
  readonly hash: string | null;
  readonly key: KeyLike | VerifyKeyObjectInput;
}

/** Makes the way in which a fit key verifies each of its algorithms. @see RFC 7518 §3.1, RFC 8037 §3.1 */
export function signatureMethods(key: FitKey): ReadonlyMap<string, SignatureMethod> {
  return new Map(key.algorithms.map((alg) => [alg, methodOf(alg, key)]));
}

/**
 * Tells whether a signature fits the input under one method: right length, right key, right mathematics.
 * The input is the token's own bytes; nothing is encoded again.
 * @see RFC 7515 §5.2 step 8
 */
export function fitsSignature(method: SignatureMethod, input: Buffer, signature: Buffer): boolean {
  const { hash, key, signatureBytes } = method;
  if (signature.length !== signatureBytes) return false;
  // EdDSA hashes for itself. For the others the two-step call does the same as the one-step call, some 3 % faster.
  return hash === null ? verify(null, input, key, signature) : createVerify(hash).update(input).verify(key, signature);
}

/** Tells whether a failed PSS signature would fit with some other salt length: a fault of the signer's library. */
export function fitsOtherSalt({ alg, hash, key }: SignatureMethod, input: Buffer, signature: Buffer): boolean {
  if (!alg.startsWith('PS') || !isOptions(key)) return false;
  return verify(hash, input, { ...key, saltLength: constants.RSA_PSS_SALTLEN_AUTO }, signature);
}

function methodOf(alg: SignatureAlgorithm, { publicKey, modulus }: FitKey): SignatureMethod {
  if (alg === 'EdDSA' || alg === 'Ed25519') return { alg, signatureBytes: 64, hash: null, key: publicKey };
  const bits = Number(alg.slice(2));
  const hash = `sha${String(bits)}`;
  if (alg.startsWith('ES')) {
    // JOSE signatures are the two bare integers, never DER. P-521 integers have 66 octets. RFC 7518 §3.4
    const signatureBytes = bits === 512 ? 132 : bits / 4;
    return { alg, signatureBytes, hash, key: { key: publicKey, dsaEncoding: 'ieee-p1363' } };
  }
  const signatureBytes = modulus === null ? 0 : Math.ceil(modulus.toString(16).length / 2);
  // A bare KeyObject means PKCS #1 v1.5 and is a third faster than an object that says so.
  if (alg.startsWith('RS')) return { alg, signatureBytes, hash, key: publicKey };
  return { alg, signatureBytes, hash, key: pssOptions(publicKey, bits / 8) };
}

/** The salt is as long as the hash: without saying so the runtime would take any, also none. RFC 7518 §3.5 */
function pssOptions(key: KeyObject, saltLength: number): VerifyKeyObjectInput {
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}

function isOptions(key: SignatureMethod['key']): key is VerifyKeyObjectInput {
  return typeof key === 'object' && 'padding' in key;
}
