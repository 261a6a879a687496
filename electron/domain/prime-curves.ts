/** A curve y² = x³ − 3x + b over the integers modulo p. @see FIPS 186-4 D.1.2 */
interface PrimeCurve {
  readonly octets: number;
  readonly p: bigint;
  readonly b: bigint;
}

const PRIME_CURVES = {
  'P-256': {
    octets: 32,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    octets: 48,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  'P-521': {
    octets: 66,
    p: 2n ** 521n - 1n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
} as const satisfies Record<string, PrimeCurve>;

/** Names of the curves that EC keys may have. @see RFC 7518 §6.2.1.1 */
export type PrimeCurveName = keyof typeof PRIME_CURVES;

/** Tells whether a JWK's `crv` names a curve that EC keys may have; compared exactly. */
export function isPrimeCurve(crv: unknown): crv is PrimeCurveName {
  return typeof crv === 'string' && Object.hasOwn(PRIME_CURVES, crv);
}

/** Octets of one coordinate on a curve, leading zeros included. @see RFC 7518 §6.2.1.2 */
export function coordinateOctets(crv: PrimeCurveName): number {
  return PRIME_CURVES[crv].octets;
}

/** Tells whether two integers are a point of the curve, and not its point at infinity. */
export function isOnCurve(crv: PrimeCurveName, x: bigint, y: bigint): boolean {
  const { p, b } = PRIME_CURVES[crv];
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n;
}
