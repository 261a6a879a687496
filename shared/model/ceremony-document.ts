import { z } from 'zod';
import { ceremonyEntrySchema, ceremonyIdSchema } from './ceremony.ts';
import { evidenceJwkSchema } from './evidence.ts';

export const TRANSCRIPT_FORMATS = { real: 'dcm-ceremony-transcript', rehearsal: 'dcm-ceremony-REHEARSAL' } as const;

/** A ceremony from its first entry to its newest, with the script that it followed, signed by the evidence key. */
export const transcriptContentSchema = z.strictObject({
  format: z.enum([TRANSCRIPT_FORMATS.real, TRANSCRIPT_FORMATS.rehearsal]),
  version: z.literal(1),
  issuedAt: z.iso.datetime(),
  installId: z.string(),
  ceremony: ceremonyIdSchema,
  /** The exact text of the script. */
  script: z.string(),
  entries: z.array(ceremonyEntrySchema).min(1),
  /** The head of the home's trail when this was made. */
  head: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  /** Public half of the key that signed. Taken from the file: trusted only by a fingerprint that is known. */
  evidenceKey: evidenceJwkSchema,
});
export type TranscriptContent = z.infer<typeof transcriptContentSchema>;

export const transcriptSchema = z.strictObject({ ...transcriptContentSchema.shape, signature: z.string() });
export type Transcript = z.infer<typeof transcriptSchema>;

/** What a check of a transcript found. */
export const transcriptReportSchema = z.strictObject({
  ok: z.boolean(),
  /** A rehearsal proves nothing about a key. */
  isRehearsal: z.boolean().nullable(),
  ceremony: ceremonyIdSchema.nullable(),
  script: z.string().nullable(),
  scriptSha256: z.string().nullable(),
  state: z.enum(['completed', 'aborted', 'not-ended']).nullable(),
  entries: z.number().int(),
  head: z.string().nullable(),
  deviations: z.number().int(),
  kid: z.string().nullable(),
  thumbprint: z.string().nullable(),
  signer: z.enum(['known', 'unknown']),
  evidenceKey: z.string().nullable(),
  problem: z.string().nullable(),
});
export type TranscriptReport = z.infer<typeof transcriptReportSchema>;
