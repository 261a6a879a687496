import { z } from 'zod';
import { keyStateSchema } from './key.ts';

/** What a text or a file can be. */
export const EXAMINED_KINDS = [
  'jwt',
  'jws',
  'jws-json',
  'jwe',
  'public-jwk',
  'private-jwk',
  'symmetric-jwk',
  'jwks',
  'public-key',
  'private-key',
  'encrypted-private-key',
  'certificate',
  'certificate-request',
  'pkcs12',
  'key-passport',
  'signed-bundle',
  'audit-export',
  'nothing-known',
] as const;
export const examinedKindSchema = z.enum(EXAMINED_KINDS);
export type ExaminedKind = z.infer<typeof examinedKindSchema>;

/** What may be done with it next. Nothing is offered before it has been said what it is. */
export const EXAMINED_ACTIONS = [
  'check-token',
  'show-key',
  'import-key',
  'import-snapshot',
  'import-bundle',
  'verify-passport',
  'compare',
] as const;
export const examinedActionSchema = z.enum(EXAMINED_ACTIONS);
export type ExaminedAction = z.infer<typeof examinedActionSchema>;

/** A key that was found in it; only public facts. */
export const examinedKeySchema = z.strictObject({
  kid: z.string().nullable(),
  kty: z.string(),
  alg: z.string().nullable(),
  bits: z.number().int().nullable(),
  /** RFC 7638 SHA-256; `null` where the key cannot be read. */
  thumbprint: z.string().nullable(),
  /** Why our rules refuse it: code of the JWK lint; `null`: it is fit. */
  problem: z.string().nullable(),
  /** The key of ours that it is. */
  known: z.strictObject({ kid: z.string(), state: keyStateSchema }).nullable(),
});
export type ExaminedKey = z.infer<typeof examinedKeySchema>;

/** What something is. Nothing in it has been verified. */
export const examinedSchema = z.strictObject({
  kind: examinedKindSchema,
  /** It holds what must never lie about in the open: private or symmetric key material, or a token that still opens doors. */
  isSecret: z.boolean(),
  /** Name of the encoding, as it was found: `PEM`, `DER`, `JSON`, `compact`. */
  encoding: z.enum(['PEM', 'DER', 'JSON', 'compact', 'none']),
  keys: z.array(examinedKeySchema),
  /** Header of a token; `null` for everything else. */
  header: z.record(z.string(), z.unknown()).nullable(),
  actions: z.array(examinedActionSchema),
});
export type Examined = z.infer<typeof examinedSchema>;

/** Two keys, member by member. `isSameKey`: the same key, whatever stands round it (RFC 7638 thumbprint). */
export const comparedSchema = z.strictObject({
  isSameKey: z.boolean(),
  rows: z.array(
    z.strictObject({
      member: z.string(),
      left: z.string().nullable(),
      right: z.string().nullable(),
      isEqual: z.boolean(),
    }),
  ),
});
export type Compared = z.infer<typeof comparedSchema>;
