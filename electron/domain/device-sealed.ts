import { z } from 'zod';
import { type DeviceJwk, deviceJwkSchema } from '../../shared/model/bundle.ts';
import { decodeBase64url } from './base64url.ts';
import { AppError } from './errors.ts';
import { parseStrictObject } from './strict-json.ts';
import { jwkThumbprint } from './thumbprint.ts';

/** How private keys are sealed to a computer. @see RFC 7518 §4.6, §5.3 */
export const DEVICE_JWE = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' } as const;

/** Nothing else is allowed in the header: no compression, no other key, no text. */
const headerSchema = z.strictObject({
  alg: z.literal(DEVICE_JWE.alg),
  enc: z.literal(DEVICE_JWE.enc),
  kid: z.string(),
  epk: deviceJwkSchema,
});
/** In octets: the wrapped key of 32 (RFC 3394), the nonce and the tag of GCM; a PKCS#8 of any key that we keep is shorter than 4 KiB. */
const OCTETS = { key: [40, 40], nonce: [12, 12], ciphertext: [32, 4096], tag: [16, 16] } as const;

/**
 * Requires a text to be a compact JWE to this device key, and nothing beside it. What is in it can be told by that
 * computer only.
 * @throws DATA_CLASS_REFUSED
 */
export function requireSealedTo(jwe: string, device: string): void {
  const parts = jwe.split('.');
  const [header = '', ...rest] = parts;
  const decoded = decodeBase64url(header);
  const parsed = decoded === null ? null : parseStrictObject(decoded);
  const read = parsed?.ok === true ? headerSchema.safeParse(parsed.value).data : undefined;
  const isOfSizes = Object.values(OCTETS).every(([least, most], at) => {
    const octets = decodeBase64url(rest[at] ?? '')?.length ?? 0;
    return octets >= least && octets <= most;
  });
  if (parts.length === 5 && read?.kid === device && isOfSizes) return;
  throw new AppError('DATA_CLASS_REFUSED', 'what it holds is not sealed to the computer that it names', {
    hint: 'nothing was written or kept: make the bundle again on the computer that holds the key',
  });
}

/** RFC 7638 thumbprint of a device key. */
export function deviceThumbprint(jwk: DeviceJwk): string {
  return jwkThumbprint(jwk);
}
