import { createHash } from 'node:crypto';

/** Orders of the base points, by algorithm. @see FIPS 186-4 D.1.2 */
const ORDERS: Readonly<Record<string, bigint>> = {
  ES256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  ES384: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ES512:
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
};

/**
 * Gives the digest (SHA-256, hex) of the one other spelling of a token with a good ECDSA signature: with (r, s) also
 * (r, n−s) fits, and anybody can write it. `null` where there is none. Nothing is verified.
 */
export function twinDigest(token: string, signature: Buffer, alg: string): string | null {
  const order = ORDERS[alg];
  if (order === undefined) return null;
  const octets = signature.length / 2;
  const s = BigInt(`0x${signature.toString('hex', octets)}`);
  if (s <= 0n || s >= order) return null;
  const other = Buffer.from((order - s).toString(16).padStart(octets * 2, '0'), 'hex');
  const twin = Buffer.concat([signature.subarray(0, octets), other]).toString('base64url');
  return createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.') + 1) + twin)
    .digest('hex');
}

/** Tells whether r or s of an ECDSA signature is zero modulo the order: no signature, and once taken for good (CVE-2022-21449). */
export function isPsychic(signature: Buffer, alg: string): boolean {
  const order = ORDERS[alg];
  const octets = signature.length / 2;
  if (order === undefined || octets !== Math.ceil(order.toString(16).length / 2)) return false;
  const numbers = [signature.subarray(0, octets), signature.subarray(octets)];
  return numbers.some((number) => BigInt(`0x${number.toString('hex')}`) % order === 0n);
}
