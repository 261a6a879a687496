import { z } from 'zod';
import { attackIdSchema } from './attack.ts';
import { caseIdSchema, caseStateSchema } from './case.ts';
import {
  checkNameSchema,
  checkResultSchema,
  claimProfileSchema,
  issuerSchema,
  outcomeSchema,
  verdictCodeSchema,
} from './verdict.ts';

/** One member of a header or of claims. */
const shownMemberSchema = z.strictObject({
  name: z.string(),
  /** As text. */
  value: z.string(),
  /** The value is a pseudonym: the same for the same value within one case, and in no other. */
  isPseudonym: z.boolean(),
});
export type ShownMember = z.infer<typeof shownMemberSchema>;

const reportedVerdictSchema = z.strictObject({
  outcome: outcomeSchema,
  code: verdictCodeSchema,
  codes: z.array(verdictCodeSchema),
  issuer: issuerSchema,
  checks: z.array(
    z.strictObject({ name: checkNameSchema, result: checkResultSchema, code: verdictCodeSchema.nullable() }),
  ),
  warnings: z.array(z.string()),
  attacks: z.array(attackIdSchema),
  kid: z.string().nullable(),
  alg: z.string().nullable(),
  judgedAt: z.string().nullable(),
  leewaySeconds: z.number().int(),
  profile: claimProfileSchema,
  snapshot: z
    .strictObject({ id: z.number().int().nullable(), takenAt: z.string().nullable(), sha256: z.string() })
    .nullable(),
  signedHere: z.strictObject({ at: z.string(), auditSeq: z.number().int() }).nullable(),
  header: z.array(shownMemberSchema),
  claims: z.array(shownMemberSchema),
});
export type ReportedVerdict = z.infer<typeof reportedVerdictSchema>;

const reportedContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), title: z.string() }),
  z.strictObject({
    kind: z.literal('token'),
    /** `null` where it could be guessed back from what is shown: the token has no signature that is worth the name. */
    tokenSha256: z.string().nullable(),
    /** Names the token where its digest is not shown. */
    pseudonym: z.string(),
    isKept: z.boolean(),
    note: z.string().nullable(),
    verdict: reportedVerdictSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('note'), text: z.string() }),
  z.strictObject({
    kind: z.literal('snapshot'),
    id: z.number().int(),
    env: z.string(),
    takenAt: z.iso.datetime(),
    source: z.string(),
    sha256: z.string(),
  }),
  z.strictObject({ kind: z.literal('closed'), reason: z.string() }),
  z.strictObject({ kind: z.literal('reopened'), reason: z.string() }),
]);
export type ReportedContent = z.infer<typeof reportedContentSchema>;

/** A case for other eyes: no token, no signature, and names as pseudonyms unless somebody chose otherwise. */
export const caseReportSchema = z.strictObject({
  case: z.strictObject({
    id: caseIdSchema,
    title: z.string(),
    state: caseStateSchema,
    openedAt: z.iso.datetime(),
    openedBy: z.string(),
  }),
  madeAt: z.iso.datetime(),
  installId: z.string(),
  showsSub: z.boolean(),
  showsObj: z.boolean(),
  entries: z.array(
    z.strictObject({
      seq: z.number().int(),
      at: z.iso.datetime(),
      by: z.string(),
      auditSeq: z.number().int(),
      content: reportedContentSchema,
    }),
  ),
});
export type CaseReport = z.infer<typeof caseReportSchema>;
