import { z } from 'zod';
import { auditEventSchema } from './audit-event.ts';
import { keyOfFirstPassportSchema, keySchema } from './key.ts';
import { registrationSchema } from './registration.ts';

const ed25519JwkSchema = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });

/** One move of a key's life; `seq` is the audit event behind it. */
export const passportMoveSchema = z.strictObject({
  seq: z.number().int(),
  at: z.iso.datetime(),
  from: z.string().nullable(),
  to: z.string(),
  reason: z.string().nullable(),
  by: z.string(),
});

/** How often the key signed, by flow (`-`: a token without one, `probe`: a probe of possession). */
export const passportUsesSchema = z.strictObject({
  total: z.number().int(),
  byFlow: z.record(z.string(), z.number().int()),
  lastAt: z.iso.datetime().nullable(),
});

const sharedContent = {
  format: z.literal('dcm-key-passport'),
  issuedAt: z.iso.datetime(),
  installId: z.string(),
  moves: z.array(passportMoveSchema),
  uses: passportUsesSchema,
  registrations: z.array(registrationSchema),
  /** The audit events about this key, whole. */
  events: z.array(auditEventSchema),
  /** The trail's head when the passport was made. */
  head: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  /** Public half of the key that signed. Taken from the file: trusted only by a fingerprint that is known. */
  evidenceKey: ed25519JwkSchema,
};

/** Everything that is known of one key, on one page. Each total follows from the events that are listed. */
export const passportContentSchema = z.strictObject({ ...sharedContent, version: z.literal(2), key: keySchema });
export type PassportContent = z.infer<typeof passportContentSchema>;

export const passportSchema = z.strictObject({ ...passportContentSchema.shape, signature: z.string() });
export type Passport = z.infer<typeof passportSchema>;

/** A passport of any version that was ever issued. */
export const anyPassportSchema = z.discriminatedUnion('version', [
  z.strictObject({ ...sharedContent, version: z.literal(1), key: keyOfFirstPassportSchema, signature: z.string() }),
  passportSchema,
]);
export type AnyPassport = z.infer<typeof anyPassportSchema>;

/** What a check of a passport found. */
export const passportReportSchema = z.strictObject({
  ok: z.boolean(),
  kid: z.string().nullable(),
  signer: z.enum(['known', 'unknown']),
  evidenceKey: z.string().nullable(),
  problem: z.string().nullable(),
});
export type PassportReport = z.infer<typeof passportReportSchema>;
