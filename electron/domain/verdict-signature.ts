import type { Finding } from '../../shared/model/verdict.ts';
import { fitsOtherSalt, type fitsSignature, type SignatureMethod } from './signature.ts';
import { failing, stating } from './verdict-finding.ts';
import type { HeaderFacts } from './verdict-header.ts';

const FITS = stating('signature.ok');

/** Checks the signature over the token's own bytes; if it does not fit, names the known attack or fault that it looks like. */
export function judgeSignature(
  method: SignatureMethod,
  { header }: HeaderFacts,
  input: Buffer,
  signature: Buffer,
  fits: typeof fitsSignature,
): Finding {
  if (fits(method, input, signature)) return FITS;
  const lengths = { bytes: signature.length, expected: method.signatureBytes };
  // r = s = 0 passed as genuine in a well-known library (CVE-2022-21449).
  if (signature.every((octet) => octet === 0)) return failing('SIGNATURE_INVALID', 'signature.zero', lengths);
  if (method.alg.startsWith('ES') && isDer(signature)) return failing('SIGNATURE_INVALID', 'signature.der', lengths);
  if (signature.length !== method.signatureBytes) return failing('SIGNATURE_INVALID', 'signature.length', lengths);
  if (fitsOtherSalt(method, input, signature)) return failing('SIGNATURE_INVALID', 'signature.salt');
  if (Object.hasOwn(header, 'jwk')) return failing('SIGNATURE_INVALID', 'signature.embedded-key');
  return failing('SIGNATURE_INVALID', 'signature.wrong');
}

/** An ASN.1 sequence that fills the octets exactly, its first element an integer. */
function isDer(octets: Buffer): boolean {
  if (octets[0] !== 0x30) return false;
  const isLong = octets[1] === 0x81;
  const start = isLong ? 3 : 2;
  return octets[isLong ? 2 : 1] === octets.length - start && octets[start] === 0x02;
}
