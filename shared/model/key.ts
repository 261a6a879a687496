import { z } from 'zod';
import { publicJwkSchema } from './jwk.ts';

/** Signature algorithms that this product signs and verifies with (RFC 7518 §3, RFC 8037 §3.1). */
export const SIGNATURE_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;
export const signatureAlgorithmSchema = z.enum(SIGNATURE_ALGORITHMS);
export type SignatureAlgorithm = z.infer<typeof signatureAlgorithmSchema>;

/** Life cycle of a key after NIST SP 800-57 part 1 §7. */
export const KEY_STATES = [
  'draft',
  'active',
  'suspended',
  'retired',
  'compromised',
  'delete-scheduled',
  'delete-pending',
  'deleted',
] as const;
export const keyStateSchema = z.enum(KEY_STATES);
export type KeyState = z.infer<typeof keyStateSchema>;

export const kidSchema = z.string().min(1).max(256);

/** Where the private half is kept: in a store of this home, or somewhere else (a public-only key). */
export const custodySchema = z.enum(['here', 'elsewhere']);

/** Where a key comes from. Only one that was generated here, and kept here ever since, is known to be nowhere else. */
export const keyOriginSchema = z.enum(['generated', 'imported', 'elsewhere']);
export type KeyOrigin = z.infer<typeof keyOriginSchema>;

/** How the private half is protected; `null` for a public-only key. */
export const keychainKindSchema = z.enum(['os', 'sealed', 'memory']);
export type KeychainKind = z.infer<typeof keychainKindSchema>;

/** The public facts of one key of ours. Never holds private material. */
export const keySchema = z.strictObject({
  kid: kidSchema,
  alg: signatureAlgorithmSchema,
  /** RSA modulus length in bits; `null` for other key types. */
  bits: z.number().int().nullable(),
  /** RFC 7638 SHA-256, base64url. */
  thumbprint: z.string(),
  state: keyStateSchema,
  label: z.string().nullable(),
  /** Name of the environment that the key is locked to. */
  env: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  custody: custodySchema,
  origin: keyOriginSchema,
  keychain: keychainKindSchema.nullable(),
  /** The instant since which the key is suspected, and the one at which it was marked; both stay for ever. */
  compromisedSince: z.iso.datetime().nullable(),
  compromisedAt: z.iso.datetime().nullable(),
  /** When the private half will be deleted, while the state is delete-scheduled. */
  deleteDueAt: z.iso.datetime().nullable(),
  jwk: publicJwkSchema,
});
export type Key = z.infer<typeof keySchema>;

export const publicFormatSchema = z.enum(['jwk', 'jwks', 'pem']);
export type PublicFormat = z.infer<typeof publicFormatSchema>;
