import { z } from 'zod';
import { auditEventSchema } from './audit-event.ts';
import { caseIdSchema, caseItemSchema, caseStateSchema } from './case.ts';
import { evidenceJwkSchema } from './evidence.ts';
import { publicJwkSchema } from './jwk.ts';

/** A case as it leaves the desk: everything in it, and what its verdicts were judged by. */
export const caseDocumentContentSchema = z.strictObject({
  format: z.literal('dcm-case'),
  version: z.literal(1),
  issuedAt: z.iso.datetime(),
  installId: z.string(),
  case: z.strictObject({
    id: caseIdSchema,
    title: z.string(),
    state: caseStateSchema,
    openedAt: z.iso.datetime(),
    openedBy: z.string(),
  }),
  items: z.array(caseItemSchema).min(1),
  /** The sets of keys that the entries name, each once: the exact bytes in base64. */
  sets: z.array(z.strictObject({ sha256: z.string(), bytes: z.base64() })),
  /** Public halves of our own keys that the tokens name. */
  ownKeys: z.array(publicJwkSchema),
  /** The audit events about this case, whole. */
  events: z.array(auditEventSchema),
  /** The trail's head when the case was exported. */
  head: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  /** Public half of the key that signed. Taken from the file: trusted only by a fingerprint that is known. */
  evidenceKey: evidenceJwkSchema,
});
export type CaseDocumentContent = z.infer<typeof caseDocumentContentSchema>;

export const caseDocumentSchema = z.strictObject({ ...caseDocumentContentSchema.shape, signature: z.string() });
export type CaseDocument = z.infer<typeof caseDocumentSchema>;

/** What a check of an exported case found. */
export const caseCheckSchema = z.strictObject({
  ok: z.boolean(),
  case: z.string().nullable(),
  title: z.string().nullable(),
  items: z.number().int(),
  /** Kept tokens that were judged again by the sets inside, and came out the same. */
  rejudged: z.number().int(),
  /** Verdicts that cannot be judged again here: the token or its set of keys is not inside. */
  notRejudged: z.number().int(),
  signer: z.enum(['known', 'unknown']),
  evidenceKey: z.string().nullable(),
  problem: z.string().nullable(),
});
export type CaseCheck = z.infer<typeof caseCheckSchema>;
