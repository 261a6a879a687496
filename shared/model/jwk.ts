import { z } from 'zod';

/**
 * One public key as JSON (RFC 7517 §4), in the exact members that this product writes.
 * A value of this type has its members' types checked; whether the key is fit for use is judged by `domain/jwk-policy`.
 */
export const publicJwkSchema = z.strictObject({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  kid: z.string().optional(),
  alg: z.string().optional(),
  use: z.string().optional(),
  key_ops: z.array(z.string()).optional(),
  /** RSA (RFC 7518 §6.3.1) */
  n: z.string().optional(),
  e: z.string().optional(),
  /** EC and OKP (RFC 7518 §6.2.1, RFC 8037 §2) */
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
});
export type Jwk = z.infer<typeof publicJwkSchema>;

/** One remark of the JWK lint, `path` as a JSON pointer into what was given (RFC 6901). */
export const jwkFindingSchema = z.strictObject({ code: z.string(), message: z.string(), path: z.string() });
export type JwkFinding = z.infer<typeof jwkFindingSchema>;
