import { z } from 'zod';
import { warningSchema } from './verdict.ts';

/** Profiles under which a token can be signed: bank guide (flow, obj, sub, iat, exp) or platform guide (iat, jti, exp). */
export const signProfileSchema = z.enum(['bank', 'platform']);
export type SignProfile = z.infer<typeof signProfileSchema>;

/** What an officer asks to have signed. */
export const signRequestSchema = z.strictObject({
  kid: z.string(),
  env: z.string(),
  profile: signProfileSchema,
  flow: z.string().max(256).nullable(),
  sub: z.string().max(1024).nullable(),
  obj: z.string().max(1024).nullable(),
  ttlSeconds: z.number().int(),
  /** Platform profile only: leave `exp` out. */
  withoutExpiry: z.boolean(),
  extraClaims: z.record(z.string(), z.unknown()),
  /** Why, who asked, and where that stands: kept in the audit trail, never in the token. */
  reason: z.string().max(1024),
  requester: z.string().max(200).nullable().default(null),
  ticket: z.string().max(200).nullable().default(null),
  /** The template by which it is signed, by name: what it fixes may be left out here. */
  template: z.string().max(64).nullable().default(null),
});
export type SignRequest = z.infer<typeof signRequestSchema>;

/** What would be signed: shown before the officer agrees. */
export const signPreviewSchema = z.strictObject({
  header: z.record(z.string(), z.string()),
  claims: z.record(z.string(), z.unknown()),
  expiresAt: z.iso.datetime().nullable(),
  warnings: z.array(warningSchema),
});
export type SignPreview = z.infer<typeof signPreviewSchema>;

/** A signed token, in the three forms that officers paste. */
export const signedTokenSchema = z.strictObject({
  token: z.string(),
  kid: z.string(),
  claims: z.record(z.string(), z.unknown()),
  expiresAt: z.iso.datetime().nullable(),
  header: z.string(),
  curl: z.string(),
  tokenSha256: z.string(),
});
export type SignedToken = z.infer<typeof signedTokenSchema>;

/** A decoded token. Nothing in it has been verified. */
export const inspectedTokenSchema = z.strictObject({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()).nullable(),
  warnings: z.array(warningSchema),
});
export type InspectedToken = z.infer<typeof inspectedTokenSchema>;

export const practiceTokenKindSchema = z.enum(['genuine', 'expired', 'tampered', 'unknown-kid']);
export type PracticeTokenKind = z.infer<typeof practiceTokenKindSchema>;
