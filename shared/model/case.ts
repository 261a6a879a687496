import { z } from 'zod';
import { attackIdSchema } from './attack.ts';
import { snapshotTrustSchema } from './snapshot.ts';
import {
  checkNameSchema,
  checkResultSchema,
  claimProfileSchema,
  issuerSchema,
  judgedSnapshotSchema,
  outcomeSchema,
  signedHereSchema,
  verdictCodeSchema,
  warningSchema,
} from './verdict.ts';

/** The number of a case in its home: year and count, `2026-001`. */
export const caseIdSchema = z.string().regex(/^\d{4}-\d{3,9}$/u);
export const caseStateSchema = z.enum(['open', 'closed']);
export type CaseState = z.infer<typeof caseStateSchema>;

export const caseTitleSchema = z.string().trim().min(1).max(200);
export const caseNoteSchema = z.string().trim().min(1).max(4096);

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u);

/**
 * A verdict as a case keeps it: every fact of it, with the sentences of the language in which it was given. Header and
 * claims are text, for a token may hold what has no canonical JSON.
 */
export const verdictFactsSchema = z.strictObject({
  outcome: outcomeSchema,
  code: verdictCodeSchema,
  codes: z.array(verdictCodeSchema),
  headline: z.string(),
  issuer: issuerSchema,
  checks: z.array(
    z.strictObject({
      name: checkNameSchema,
      result: checkResultSchema,
      code: verdictCodeSchema.nullable(),
      reasonId: z.string(),
      reason: z.string(),
    }),
  ),
  warnings: z.array(warningSchema),
  kid: z.string().nullable(),
  alg: z.string().nullable(),
  headerJson: z.string().nullable(),
  claimsJson: z.string().nullable(),
  judgedAt: z.string().nullable(),
  leewaySeconds: z.number().int(),
  profile: claimProfileSchema,
  snapshot: judgedSnapshotSchema.nullable(),
  attacks: z.array(attackIdSchema),
  signedHere: signedHereSchema.nullable(),
});
export type VerdictFacts = z.infer<typeof verdictFactsSchema>;

/** What one act added to a case. */
export const caseContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), title: z.string() }),
  z.strictObject({
    kind: z.literal('token'),
    /** Of the compact token's ASCII, hex. */
    tokenSha256: sha256Schema,
    /** The token itself, only where the officer chose to keep it: it may still be live. */
    token: z.string().nullable(),
    /** `null`: the digest alone is known. */
    verdict: verdictFactsSchema.nullable(),
    note: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('note'), text: z.string() }),
  z.strictObject({
    kind: z.literal('snapshot'),
    id: z.number().int(),
    env: z.string(),
    takenAt: z.iso.datetime(),
    source: z.string(),
    trust: snapshotTrustSchema,
    sha256: sha256Schema,
  }),
  z.strictObject({ kind: z.literal('closed'), reason: z.string() }),
  z.strictObject({ kind: z.literal('reopened'), reason: z.string() }),
]);
export type CaseContent = z.infer<typeof caseContentSchema>;

/** One immutable entry of a case; each names the hash of the one before it. */
export const caseItemSchema = z.strictObject({
  case: caseIdSchema,
  /** From 1, without a gap. */
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  /** Who, as the operating system says. */
  by: z.string(),
  /** Number of the audit event of this act. */
  auditSeq: z.number().int(),
  content: caseContentSchema,
  prevHash: sha256Schema,
  hash: sha256Schema,
});
export type CaseItem = z.infer<typeof caseItemSchema>;

/** One case among others. */
export const caseSummarySchema = z.strictObject({
  id: caseIdSchema,
  title: z.string(),
  state: caseStateSchema,
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  /** Of the newest entry. */
  changedAt: z.iso.datetime(),
  items: z.number().int(),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;
