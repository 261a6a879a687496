import { z } from 'zod';
import { type AttackId, attackIdSchema } from './attack.ts';
import type { ReasonId, WarningCode } from './verdict-reasons.ts';

/** The checks of a verdict, in the order in which they run. */
export const CHECK_NAMES = [
  'format',
  'header',
  'algorithm',
  'key',
  'signature',
  'key-state',
  'claims',
  'time',
] as const;
export const checkNameSchema = z.enum(CHECK_NAMES);
export type CheckName = z.infer<typeof checkNameSchema>;

export const checkResultSchema = z.enum(['pass', 'fail', 'not-reached', 'not-checked']);
export type CheckResult = z.infer<typeof checkResultSchema>;

/** Every code that a verdict can carry. The list is closed: scripts depend on it. */
export const VERDICT_CODES = [
  'OK',
  'TOKEN_MALFORMED',
  'HEADER_NOT_ALLOWED',
  'ALG_NOT_ALLOWED',
  'KEY_UNKNOWN',
  'NO_SNAPSHOT',
  'KEY_UNUSABLE',
  'SIGNATURE_INVALID',
  'KEY_COMPROMISED',
  'CLAIM_INVALID',
  'TOKEN_EXPIRED',
  'TOKEN_NOT_YET_VALID',
  'TIME_NOT_JUDGED',
] as const;
export const verdictCodeSchema = z.enum(VERDICT_CODES);
export type VerdictCode = z.infer<typeof verdictCodeSchema>;

export const outcomeSchema = z.enum(['valid', 'invalid', 'undetermined']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Who signed the token: only said after the signature has passed. */
export const issuerSchema = z.enum(['dcm', 'us', 'unknown']);
export type Issuer = z.infer<typeof issuerSchema>;

export const claimProfileSchema = z.enum(['any', 'bank', 'platform']);
export type ClaimProfile = z.infer<typeof claimProfileSchema>;

/** Values that a reason names; filled into the sentence of the chosen language. */
export const reasonValuesSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type ReasonValues = z.infer<typeof reasonValuesSchema>;

export const checkSchema = z.strictObject({
  name: checkNameSchema,
  result: checkResultSchema,
  /** `null` for a check that passed or was not reached. */
  code: verdictCodeSchema.nullable(),
  /** One sentence, in the language that was asked for. */
  reason: z.string(),
  /** Stable id of the sentence, for other languages and for the help. */
  reasonId: z.string(),
  values: reasonValuesSchema,
});
export type Check = z.infer<typeof checkSchema>;

export const warningSchema = z.strictObject({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof warningSchema>;

/** Which set of keys the token was judged with. */
export const judgedSnapshotSchema = z.strictObject({
  id: z.number().int().nullable(),
  takenAt: z.string().nullable(),
  trust: z.enum(['fetched', 'signed', 'file']),
  sha256: z.string(),
});
export type JudgedSnapshot = z.infer<typeof judgedSnapshotSchema>;

/** Our own signing of a token, as the trail tells it. */
export const signedHereSchema = z.strictObject({
  at: z.string(),
  /** Number of the audit event. */
  auditSeq: z.number().int(),
  /** `probe`: a proof of possession, sent by the app and never shown. */
  purpose: z.enum(['token', 'probe']),
  /** What the officer wrote: who asked, which ticket. */
  reason: z.string(),
});
export type SignedHere = z.infer<typeof signedHereSchema>;

/** The outcome of judging one token. `claims` and `header` are decoded, and worth trusting only if the signature passed. */
export const verdictSchema = z.strictObject({
  outcome: outcomeSchema,
  code: verdictCodeSchema,
  codes: z.array(verdictCodeSchema),
  headline: z.string(),
  issuer: issuerSchema,
  checks: z.array(checkSchema),
  warnings: z.array(warningSchema),
  kid: z.string().nullable(),
  alg: z.string().nullable(),
  header: z.record(z.string(), z.unknown()).nullable(),
  claims: z.record(z.string(), z.unknown()).nullable(),
  /** The judged instant; `null`: there was none to judge by. */
  judgedAt: z.string().nullable(),
  leewaySeconds: z.number(),
  profile: claimProfileSchema,
  /** SHA-256 of the compact token's ASCII, hex. */
  tokenSha256: z.string(),
  snapshot: judgedSnapshotSchema.nullable(),
  /** Known attempts that the token shows; empty where its signature is good. */
  attacks: z.array(attackIdSchema),
  /** Where exactly this token was signed here; `null`: it was not, or nobody looked. */
  signedHere: signedHereSchema.nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** Names of the sets that a key can stand in. Of a file nobody knows whose keys it holds. */
export type KeySetName = 'dcm' | 'us' | 'file';

/** One fact that a check came to: the id of its sentence, and the values that the sentence names. */
export interface Finding {
  readonly code: VerdictCode | null;
  readonly reasonId: ReasonId;
  readonly values: ReasonValues;
}

/** One check as the engine left it: facts, and no sentence yet. A failed check can have several findings. */
export interface JudgedCheck {
  readonly name: CheckName;
  readonly result: CheckResult;
  readonly findings: readonly [Finding, ...Finding[]];
}

/** Something to know beside the checks; it never changes the outcome. */
export interface JudgedWarning {
  readonly code: WarningCode;
  readonly values: ReasonValues;
}

/** What the engine found out about one token; `shared/text/verdict-text` turns it into a verdict with sentences. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly code: VerdictCode;
  readonly codes: readonly VerdictCode[];
  readonly issuer: Issuer;
  /** The set in which the key of this `kid` was found, whether or not the signature fits. */
  readonly keySet: KeySetName | null;
  readonly checks: readonly JudgedCheck[];
  readonly warnings: readonly JudgedWarning[];
  readonly kid: string | null;
  readonly alg: string | null;
  readonly header: Readonly<Record<string, unknown>> | null;
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The judged instant, milliseconds since 1970; `null`: there was none to judge by. */
  readonly instant: number | null;
  readonly leewaySeconds: number;
  readonly profile: ClaimProfile;
  readonly mode: 'jwt' | 'jws';
  readonly tokenSha256: string;
  readonly snapshot: JudgedSnapshot | null;
  /** Empty as long as nobody has looked for them: judging does not need them. */
  readonly attacks: readonly AttackId[];
  readonly signedHere: SignedHere | null;
}
