/** What can be wrong with a public key, as stable codes. The first of several, in this order, is the one that is named. */
export const JWK_PROBLEMS = [
  'NOT_AN_OBJECT',
  'PRIVATE_MEMBER',
  'SYMMETRIC_KEY',
  'KTY_NOT_ALLOWED',
  'KID_NOT_TEXT',
  'KID_NOT_ALLOWED',
  'KID_DUPLICATE',
  'USE_NOT_SIG',
  'KEY_OPS_NOT_VERIFY',
  'MEMBER_MISSING',
  'MEMBER_NOT_BASE64URL',
  'RSA_LEADING_ZERO',
  'RSA_TOO_SHORT',
  'RSA_TOO_LONG',
  'RSA_EXPONENT',
  'RSA_MODULUS_EVEN',
  'RSA_SMALL_FACTOR',
  'RSA_ROCA',
  'RSA_CLOSE_PRIMES',
  'RSA_SHARED_FACTOR',
  'CRV_NOT_ALLOWED',
  'EC_COORDINATE_SIZE',
  'EC_POINT',
  'OKP_SIZE',
  'OKP_NOT_CANONICAL',
  'OKP_POINT',
  'OKP_SMALL_ORDER',
  'ALG_NOT_TEXT',
  'ALG_OF_OTHER_KEY',
  'ALG_NOT_ALLOWED',
  'RUNTIME_REFUSES',
] as const;
export type JwkProblemCode = (typeof JWK_PROBLEMS)[number];

/** One thing that is wrong with a public key: where it stands, and the values that its sentence names. */
export interface JwkProblem {
  readonly code: JwkProblemCode;
  /** The member that is at fault; `null` for the key as a whole. */
  readonly member: string | null;
  readonly values: Readonly<Record<string, string | number>>;
}
