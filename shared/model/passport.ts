import { z } from 'zod';
import { auditEventSchema } from './audit-event.ts';
import { evidenceJwkSchema } from './evidence.ts';
import { keyOfFirstPassportSchema, keySchema } from './key.ts';
import { registrationSchema } from './registration.ts';

/** One move of a key's life; `seq` is the audit event behind it. */
export const passportMoveSchema = z.strictObject({
  seq: z.number().int(),
  at: z.iso.datetime(),
  from: z.string().nullable(),
  to: z.string(),
  reason: z.string().nullable(),
  by: z.string(),
});

/** How often the key signed: `total` is the sum of the others. */
export const passportUsesSchema = z.strictObject({
  total: z.number().int(),
  /** Probes of possession. */
  probes: z.number().int(),
  /** Tokens without a flow. */
  withoutFlow: z.number().int(),
  /** The commonest first. A list, for a flow may have any name, and no record of the parser holds a "__proto__". */
  byFlow: z.array(z.strictObject({ flow: z.string(), count: z.number().int() })),
  lastAt: z.iso.datetime().nullable(),
});

/** The uses as passports of version 1 tell them; `-`: tokens without a flow, `probe`: probes of possession. */
const usesOfFirstPassportSchema = z.strictObject({
  total: z.number().int(),
  byFlow: z.record(z.string(), z.number().int()),
  lastAt: z.iso.datetime().nullable(),
});

const sharedContent = {
  format: z.literal('dcm-key-passport'),
  issuedAt: z.iso.datetime(),
  installId: z.string(),
  moves: z.array(passportMoveSchema),
  registrations: z.array(registrationSchema),
  /** The audit events about this key, whole. */
  events: z.array(auditEventSchema),
  /** The trail's head when the passport was made. */
  head: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  /** Public half of the key that signed. Taken from the file: trusted only by a fingerprint that is known. */
  evidenceKey: evidenceJwkSchema,
};

/** Everything that is known of one key, on one page. Each total follows from the events that are listed. */
export const passportContentSchema = z.strictObject({
  ...sharedContent,
  version: z.literal(2),
  key: keySchema,
  uses: passportUsesSchema,
});
export type PassportContent = z.infer<typeof passportContentSchema>;

export const passportSchema = z.strictObject({ ...passportContentSchema.shape, signature: z.string() });
export type Passport = z.infer<typeof passportSchema>;

/** A passport of any version that was ever issued. */
export const anyPassportSchema = z.discriminatedUnion('version', [
  z.strictObject({
    ...sharedContent,
    version: z.literal(1),
    key: keyOfFirstPassportSchema,
    uses: usesOfFirstPassportSchema,
    signature: z.string(),
  }),
  passportSchema,
]);
export type AnyPassport = z.infer<typeof anyPassportSchema>;
export type FirstPassport = Extract<AnyPassport, { version: 1 }>;

/** What a check of a passport found. */
export const passportReportSchema = z.strictObject({
  ok: z.boolean(),
  kid: z.string().nullable(),
  signer: z.enum(['known', 'unknown']),
  evidenceKey: z.string().nullable(),
  problem: z.string().nullable(),
});
export type PassportReport = z.infer<typeof passportReportSchema>;
