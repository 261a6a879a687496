import { z } from 'zod';
import { ANOMALIES } from '../../shared/model/scan.ts';
import { issuerSchema, outcomeSchema, verdictCodeSchema } from '../../shared/model/verdict.ts';
import { hitJudgement } from './hit-judgement.ts';
import { TOKEN_GONE } from './scan-export-csv.ts';
import type { ScanRow } from './scan-export.ts';
import type { HitJudgement } from './scan-job.ts';

/** One use as a line: the verdict, and where it stands. */
export function ndjsonLine(
  { verdict, sha256, judged, source, duplicateOf, anomalies, arrivedAt, token = null }: ScanRow,
  withToken: boolean,
): string {
  const facts = verdict ?? JSON.stringify(shortVerdict(judged, sha256));
  const at = arrivedAt === null ? null : new Date(arrivedAt).toISOString();
  const more = JSON.stringify({
    source,
    duplicateOf,
    anomalies,
    arrivedAt: at,
    ...(withToken ? tokenMembers(token) : {}),
  });
  // The verdict comes as text, and has at least one member.
  return `{"type":"token",${facts.slice(1, -1)},${more.slice(1)}\n`;
}

/** A token that stands in its file no more is not left out in silence. */
function tokenMembers(token: string | null): object {
  return token === null ? { token, tokenError: TOKEN_GONE } : { token };
}

/** The members of a verdict that were kept, by the verdict's names. */
function shortVerdict(judged: HitJudgement, tokenSha256: string): object {
  const { outcome, code, codes, issuer, warnings, kid, alg, isSignatureGood, instant } = judged;
  const { jti, sub, obj, flow, iat, exp } = judged;
  const claims = { jti, sub, obj, flow, iat: secondsOf(iat), exp: secondsOf(exp) };
  return {
    outcome,
    code,
    codes,
    issuer,
    checks: isSignatureGood ? [{ name: 'signature', result: 'pass' }] : [],
    warnings: warnings.map((one) => ({ code: one })),
    kid,
    alg,
    claims: Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null)),
    judgedAt: instant === null ? null : new Date(instant).toISOString(),
    tokenSha256,
  };
}

/** Seconds that give these milliseconds again: dividing alone may miss them by the last bit. */
function secondsOf(time: number | null): number | null {
  if (time === null) return null;
  const near = time / 1000;
  return (
    [near, near * (1 + Number.EPSILON), near * (1 - Number.EPSILON / 2)].find((one) => one * 1000 === time) ?? near
  );
}

const BESIDE_VERDICT = new Set(['type', 'source', 'duplicateOf', 'anomalies', 'arrivedAt', 'token', 'tokenError']);
const placeSchema = z.strictObject({
  file: z.string(),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
});
const instantSchema = z.iso.datetime({ precision: 3 }).nullable();
const lineSchema = z.looseObject({
  type: z.literal('token'),
  outcome: outcomeSchema,
  code: verdictCodeSchema,
  codes: z.array(verdictCodeSchema),
  issuer: issuerSchema,
  checks: z.array(z.looseObject({ name: z.string(), result: z.string() })),
  warnings: z.array(z.looseObject({ code: z.string() })),
  kid: z.string().nullable(),
  alg: z.string().nullable(),
  claims: z.record(z.string(), z.unknown()).nullable(),
  judgedAt: instantSchema,
  tokenSha256: z.string().regex(/^[\da-f]{64}$/u),
  source: placeSchema,
  duplicateOf: placeSchema.nullable(),
  anomalies: z.array(z.enum(ANOMALIES)),
  arrivedAt: instantSchema,
  token: z.string().nullable().optional(),
});

/** Reads what `ndjsonLine` wrote; `null`: it is no such line. Nothing in it is verified. */
export function readNdjsonLine(value: unknown): ScanRow | null {
  const line = lineSchema.safeParse(value).data;
  if (line === undefined) return null;
  const { source, duplicateOf, anomalies, arrivedAt, tokenSha256, judgedAt, token } = line;
  // As it was written: claims are not touched by reading them.
  const verdict = Object.entries(value as object).filter(([name]) => !BESIDE_VERDICT.has(name));
  return {
    source,
    sha256: tokenSha256,
    duplicateOf,
    judged: hitJudgement(line, timeOf(judgedAt)),
    arrivedAt: timeOf(arrivedAt),
    anomalies,
    verdict: JSON.stringify(Object.fromEntries(verdict)),
    ...(token === undefined ? {} : { token }),
  };
}

function timeOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
