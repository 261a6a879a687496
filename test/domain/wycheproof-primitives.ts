import { createPublicKey } from 'node:crypto';
import { judgeJwk } from '../../electron/domain/jwk-policy.ts';
import { fitsSignature, signatureMethods } from '../../electron/domain/signature.ts';
import { readWycheproof } from './wycheproof.ts';

interface PrimitiveGroup {
  readonly publicKeyDer: string;
  readonly tests: readonly PrimitiveCase[];
}

interface PrimitiveCase {
  readonly tcId: number;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

/** How one file of bare signatures came out. */
export interface PrimitiveCount {
  readonly cases: number;
  readonly accepted: number;
  /** Cases where we say otherwise than the label, with the label. */
  readonly deviations: readonly string[];
  /** Problems of keys that our policy refused; their cases count as refused. */
  readonly refusedKeys: readonly string[];
}

/** Files of signatures that JOSE knows, by our name for the algorithm. */
export const SIGNATURE_FILES: readonly (readonly [string, string])[] = [
  ['ed25519', 'EdDSA'],
  ['ecdsa_secp256r1_sha256_p1363', 'ES256'],
  ['ecdsa_secp384r1_sha384_p1363', 'ES384'],
  ['ecdsa_secp521r1_sha512_p1363', 'ES512'],
  ...[2048, 3072, 4096].flatMap((bits) =>
    [256, 384, 512].map((hash) => [`rsa_signature_${String(bits)}_sha${String(hash)}`, `RS${String(hash)}`] as const),
  ),
  ['rsa_pss_2048_sha256_mgf1_32', 'PS256'],
  ['rsa_pss_2048_sha384_mgf1_48', 'PS384'],
  ['rsa_pss_3072_sha256_mgf1_32', 'PS256'],
  ['rsa_pss_4096_sha256_mgf1_32', 'PS256'],
  ['rsa_pss_4096_sha384_mgf1_48', 'PS384'],
  ['rsa_pss_4096_sha512_mgf1_64', 'PS512'],
];

/** Files of which every single case must be refused: DER, a foreign curve, a wrong salt, a wrong mask hash. */
export const REFUSED_FILES: readonly (readonly [string, string])[] = [
  ['ecdsa_secp256r1_sha256', 'ES256'],
  ['ecdsa_secp256k1_sha256_p1363', 'ES256'],
  ['rsa_pss_2048_sha256_mgf1_0', 'PS256'],
  ['rsa_pss_2048_sha256_mgf1sha1_20', 'PS256'],
];

/** Verifies every case of a file of bare signatures with our policy for keys and our verify. */
export function verifySignatureFile(folder: string, name: string, alg: string): PrimitiveCount {
  const { testGroups } = readWycheproof<{ readonly testGroups: readonly PrimitiveGroup[] }>(folder, name);
  const refusedKeys: string[] = [];
  const deviations: string[] = [];
  let [cases, accepted] = [0, 0];
  for (const group of testGroups) {
    const fits = verifierOf(group.publicKeyDer, alg, refusedKeys);
    for (const { tcId, msg, sig, result } of group.tests) {
      cases += 1;
      const isAccepted = fits(Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex'));
      if (isAccepted) accepted += 1;
      if (isAccepted !== (result === 'valid')) deviations.push(`${String(tcId)} ${result}`);
    }
  }
  return { cases, accepted, deviations, refusedKeys };
}

function verifierOf(der: string, alg: string, refusedKeys: string[]): (input: Buffer, signature: Buffer) => boolean {
  const jwk = jwkOf(der);
  const judged = jwk === null ? null : judgeJwk(jwk);
  if (judged === null || !judged.ok) {
    refusedKeys.push(judged === null ? 'RUNTIME_REFUSES' : judged.problem.code);
    return () => false;
  }
  const method = signatureMethods(judged.key).get(alg);
  return (input, signature) => method !== undefined && fitsSignature(method, input, signature);
}

function jwkOf(der: string): object | null {
  try {
    return createPublicKey({ key: Buffer.from(der, 'hex'), format: 'der', type: 'spki' }).export({ format: 'jwk' });
  } catch {
    return null;
  }
}

interface AgreementCase {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly public: object;
}

/** Judges the public keys of a key-agreement file: which of the invalid cases have a key that we take. */
export function judgeAgreementFile(
  folder: string,
  name: string,
): { readonly invalid: number; readonly taken: readonly number[]; readonly refusedValid: readonly number[] } {
  const { testGroups } = readWycheproof<{
    readonly testGroups: readonly { readonly tests: readonly AgreementCase[] }[];
  }>(folder, name);
  const cases = testGroups.flatMap(({ tests }) => tests);
  const invalid = cases.filter(({ result }) => result === 'invalid');
  const isFit = (one: AgreementCase) => judgeJwk(one.public).ok;
  return {
    invalid: invalid.length,
    taken: invalid.filter(isFit).map(({ tcId }) => tcId),
    refusedValid: cases.filter((one) => one.result === 'valid' && !isFit(one)).map(({ tcId }) => tcId),
  };
}
