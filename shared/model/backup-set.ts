import { z } from 'zod';
import { setIdSchema } from './backup.ts';
import { evidenceJwkSchema } from './evidence.ts';
import { kidSchema } from './key.ts';

/** Somebody who keeps one share, as the officer wrote it down. */
export const custodianSchema = z.strictObject({
  /** Number of the share. */
  number: z.number().int().min(1).max(16),
  name: z.string().min(1).max(200),
  /** Where the share lies: safe, bag number. */
  place: z.string().min(1).max(500).nullable(),
  /** When the share was shown to him; `null`: not yet. */
  since: z.iso.datetime().nullable(),
  /** When his share was last read from the paper and found right: at its making, alone, or in a drill. */
  provenAt: z.iso.datetime().nullable(),
});
export type Custodian = z.infer<typeof custodianSchema>;

export const backupStateSchema = z.enum(['open', 'closed', 'void']);

/** One split of the key of one backup: who has which share, and how far it is proven. No share is in it. */
export const backupSetSchema = z.strictObject({
  id: setIdSchema,
  state: backupStateSchema,
  threshold: z.number().int(),
  shares: z.number().int(),
  kids: z.array(kidSchema).min(1),
  custodians: z.array(custodianSchema).min(2),
  begunAt: z.iso.datetime(),
  /** Who began it, as the operating system says. */
  by: z.string(),
  isRehearsal: z.boolean(),
  /** The set that this one takes the place of, once it is closed. */
  replaces: setIdSchema.nullable(),
  /** SHA-256 of the file, hex. */
  fileSha256: z.string(),
  closedAt: z.iso.datetime().nullable(),
  /** `at` is `null` where nobody has recorded it yet. */
  voided: z.strictObject({ at: z.iso.datetime().nullable(), reason: z.string() }).nullable(),
  lastDrillAt: z.iso.datetime().nullable(),
  /** When it is to be proven again; `null`: never, it is not closed or void. */
  nextDrillAt: z.iso.datetime().nullable(),
});
export type BackupSet = z.infer<typeof backupSetSchema>;

const certificateContent = {
  format: z.literal('dcm-drill-certificate'),
  version: z.literal(1),
  at: z.iso.datetime(),
  setId: setIdSchema,
  threshold: z.number().int(),
  shares: z.number().int(),
  isRehearsal: z.boolean(),
  /** SHA-256 of the file that was opened, hex. */
  fileSha256: z.string(),
  /** Numbers of the shares that opened it, and whose they are as far as it is known here. */
  used: z.array(z.strictObject({ number: z.number().int(), custodian: z.string().nullable() })).min(2),
  keys: z
    .array(
      z.strictObject({
        kid: kidSchema,
        thumbprint: z.string(),
        /** SHA-256 of the challenge that it signed, hex; the signature passed with the public half. */
        challengeSha256: z.string(),
        /** Whose public half it was compared with: this home's own record, or the file's. */
        comparedWith: z.enum(['home', 'file']),
      }),
    )
    .min(1),
  /** The bags into which the papers went afterwards, as the officer wrote. */
  bags: z.array(z.string().min(1).max(200)).max(16),
  nextDrillAt: z.iso.datetime(),
  installId: z.string(),
  head: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  evidenceKey: evidenceJwkSchema,
};

export const drillContentSchema = z.strictObject(certificateContent);
export type DrillContent = z.infer<typeof drillContentSchema>;

/**
 * Says that on this day these shares gave back these keys. It does not say that memory was wiped afterwards: nothing can.
 * Ed25519 of the evidence key over the canonical JSON of the rest.
 */
export const drillCertificateSchema = z.strictObject({ ...certificateContent, signature: z.string() });
export type DrillCertificate = z.infer<typeof drillCertificateSchema>;

/** What a check of a certificate found. */
export const drillReportSchema = z.strictObject({
  ok: z.boolean(),
  signer: z.enum(['known', 'unknown']),
  evidenceKey: z.string().nullable(),
  problem: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  setId: setIdSchema.nullable(),
  kids: z.array(z.string()),
  /** It proves nothing about any key that is used. */
  isRehearsal: z.boolean(),
});
export type DrillReport = z.infer<typeof drillReportSchema>;
