import { DER_TAG, type DerElement, derChildren } from './der.ts';
import { keyRefused } from './key-refusal.ts';

const RSA = '2a864886f70d010101';
const EC = '2a8648ce3d0201';
const ED25519 = '2b6570';
const CURVES: readonly string[] = ['2a8648ce3d030107', '2b81040022', '2b81040023'];

/** Kinds of keys that people do bring, by object identifier in hex, and that are not used here. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['2a8648ce380401', 'DSA'],
  ['2a864886f70d01010a', 'RSASSA-PSS (bound to PSS by its kind)'],
  ['2a864886f70d010103', 'Diffie-Hellman'],
  ['2a864886f70d010301', 'Diffie-Hellman'],
  ['2a8648ce3e0201', 'Diffie-Hellman'],
  ['2b656e', 'X25519 (it signs nothing)'],
  ['2b656f', 'X448 (it signs nothing)'],
  ['2b6571', 'Ed448'],
  ['2b8104000a', 'EC secp256k1'],
  ['2b81040021', 'EC P-224'],
  ['2a8648ce3d030101', 'EC P-192'],
  ['2b2403030208010107', 'EC brainpoolP256r1'],
  ['2b240303020801010b', 'EC brainpoolP384r1'],
  ['2b240303020801010d', 'EC brainpoolP512r1'],
  ['608648016503040311', 'ML-DSA-44'],
  ['608648016503040312', 'ML-DSA-65'],
  ['608648016503040313', 'ML-DSA-87'],
]);

/**
 * Looks at an AlgorithmIdentifier before any library does: an allow-list, since some of them crash on what they do not
 * know.
 * @throws JWK_REFUSED naming the kind
 * @see RFC 5280 §4.1.1.2, RFC 3279 §2.3, RFC 5480 §2.1, RFC 8410 §3
 */
export function requireKnownAlgorithm(identifier: DerElement | undefined): 'RSA' | 'EC' | 'OKP' {
  const [algorithm, parameters] = identifier === undefined ? [] : (derChildren(identifier) ?? []);
  const oid = algorithm?.tag === DER_TAG.oid ? algorithm.content.toString('hex') : '';
  if (oid === RSA) return 'RSA';
  if (oid === ED25519) return 'OKP';
  if (oid !== EC) throw keyRefused(`keys of this kind are not used here: ${REFUSED.get(oid) ?? 'an unknown one'}`);
  requireKnownCurve(parameters);
  return 'EC';
}

/** The same for the parameters of an EC key: a curve by its name, and one of ours. @throws JWK_REFUSED */
export function requireKnownCurve(parameters: DerElement | undefined): void {
  const oid = parameters?.tag === DER_TAG.oid ? parameters.content.toString('hex') : null;
  if (oid === null) throw keyRefused('an EC key must name its curve, and this one spells it out or leaves it away');
  if (CURVES.includes(oid)) return;
  throw keyRefused(`keys of this kind are not used here: ${REFUSED.get(oid) ?? 'EC on an unknown curve'}`);
}
