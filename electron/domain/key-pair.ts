import { constants, type KeyObject, sign, type SignKeyObjectInput, verify } from 'node:crypto';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';

/**
 * Tells whether a pair belongs together: signs a challenge with one half and verifies it with the other, with the
 * digest and padding of the algorithm.
 * @see FIPS 140-3 IG 10.3.A (pairwise consistency)
 */
export function isWorkingPair(
  alg: SignatureAlgorithm,
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
): boolean {
  return answersChallenge(alg, { privateKey, publicKey }, Buffer.from(`self-test of a ${alg} key`));
}

/** The same for a challenge of the caller's. */
export function answersChallenge(
  alg: SignatureAlgorithm,
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  challenge: Buffer,
): boolean {
  const digest = alg === 'EdDSA' || alg === 'Ed25519' ? null : `sha${alg.slice(2)}`;
  const inWay = (key: KeyObject): SignKeyObjectInput =>
    alg.startsWith('PS')
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { key };
  return verify(digest, challenge, inWay(publicKey), sign(digest, challenge, inWay(privateKey)));
}
