import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ANOMALIES, type ScanPlace } from '../../shared/model/scan.ts';
import { issuerSchema, outcomeSchema, verdictCodeSchema } from '../../shared/model/verdict.ts';
import type { CsvCell } from './csv.ts';
import type { ScanRow } from './scan-export.ts';

/** The columns of a scan as CSV, but the last, which is the row's check. */
const COLUMNS = [
  'file',
  'line',
  'column',
  'duplicateOf',
  'tokenSha256',
  'outcome',
  'code',
  'codes',
  'issuer',
  'kid',
  'alg',
  'flow',
  'sub',
  'obj',
  'jti',
  'iat',
  'exp',
  'arrivedAt',
  'judgedAt',
  'anomalies',
  'warnings',
  'signature',
] as const;

/** What stands in the place of a token whose file has changed since. No token is spelled like that. */
export const TOKEN_GONE = 'FILE_CHANGED';

/** The header. Without rows its last name is another one, so that nobody takes a file that was cut off for an empty one. */
export function csvHeader({ hasRows, withTokens }: { hasRows: boolean; withTokens: boolean }): readonly string[] {
  return [...COLUMNS, ...(withTokens ? ['token'] : []), hasRows ? 'check' : 'check-no-rows'];
}

/** One use as the cells but the check; times in ISO 8601. */
export function csvCells(row: ScanRow, withToken: boolean): readonly CsvCell[] {
  const { source, duplicateOf, sha256, judged, arrivedAt, anomalies, token = null } = row;
  const cells: Record<(typeof COLUMNS)[number], CsvCell> = {
    file: source.file,
    line: source.line,
    column: source.column,
    duplicateOf:
      duplicateOf === null ? null : `${duplicateOf.file}:${String(duplicateOf.line)}:${String(duplicateOf.column)}`,
    tokenSha256: sha256,
    outcome: judged.outcome,
    code: judged.code,
    codes: listed(judged.codes),
    issuer: judged.issuer,
    kid: judged.kid,
    alg: judged.alg,
    flow: judged.flow,
    sub: judged.sub,
    obj: judged.obj,
    jti: judged.jti,
    iat: timeCell(judged.iat),
    exp: timeCell(judged.exp),
    arrivedAt: timeCell(arrivedAt),
    judgedAt: timeCell(judged.instant),
    anomalies: listed(anomalies),
    warnings: listed(judged.warnings),
    signature: judged.isSignatureGood ? 'pass' : null,
  };
  return [...COLUMNS.map((name) => cells[name]), ...(withToken ? [token ?? TOKEN_GONE] : [])];
}

/** Of a row: its cells and the check of the row above, in 64 bits. A spreadsheet may have dropped the marks around empty text. */
export function rowCheck(above: string, cells: readonly CsvCell[], isLast: boolean): string {
  const texts = cells.map((one) => String(one ?? ''));
  return createHash('sha256')
    .update(JSON.stringify([above, isLast, ...texts]))
    .digest('hex')
    .slice(0, 16);
}

function listed(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(' ');
}

/** What is beyond the calendar, or no whole millisecond, as milliseconds since 1970: a claim may hold any number. */
function timeCell(time: number | null): CsvCell {
  if (time === null) return null;
  const date = new Date(time);
  return date.getTime() === time ? date.toISOString() : time;
}

const wholeSchema = z
  .string()
  .regex(/^[1-9]\d{0,14}$/u)
  .transform(Number);
const timeSchema = z
  .string()
  .transform((text) => (/T.*Z$/u.test(text) ? Date.parse(text) : Number(text)))
  .refine((time) => Number.isFinite(time))
  .nullable();
const listOf = <T extends z.ZodType<string, string>>(one: T) =>
  z
    .string()
    .nullable()
    .transform((text) => (text === null ? [] : text.split(' ')))
    .pipe(z.array(one));
const textSchema = z.string().nullable();
const rowSchema = z.object({
  file: z.string().nullable(),
  line: wholeSchema,
  column: wholeSchema,
  duplicateOf: textSchema,
  tokenSha256: z.string().regex(/^[\da-f]{64}$/u),
  outcome: outcomeSchema,
  code: verdictCodeSchema,
  codes: listOf(verdictCodeSchema),
  issuer: issuerSchema,
  kid: textSchema,
  alg: textSchema,
  flow: textSchema,
  sub: textSchema,
  obj: textSchema,
  jti: textSchema,
  iat: timeSchema,
  exp: timeSchema,
  arrivedAt: timeSchema,
  judgedAt: timeSchema,
  anomalies: listOf(z.enum(ANOMALIES)),
  warnings: listOf(z.string()),
  signature: z.literal('pass').nullable(),
});

/** Reads the cells of a row, its check left out; `null`: they are none of a scan. Nothing in them is verified. */
export function readCsvCells(cells: readonly (string | null)[], withToken: boolean): ScanRow | null {
  if (cells.length !== COLUMNS.length + (withToken ? 1 : 0)) return null;
  const token = withToken ? (cells.at(-1) ?? null) : undefined;
  const row = rowSchema.safeParse(Object.fromEntries(COLUMNS.map((name, at) => [name, cells[at]]))).data;
  if (row === undefined) return null;
  const {
    file,
    line,
    column,
    duplicateOf: first,
    tokenSha256,
    signature,
    judgedAt,
    arrivedAt,
    anomalies,
    ...judged
  } = row;
  const duplicateOf = first === null ? null : readPlace(first);
  if (duplicateOf === undefined) return null;
  return {
    source: { file: file ?? '', line, column },
    sha256: tokenSha256,
    duplicateOf,
    judged: { ...judged, isSignatureGood: signature === 'pass', instant: judgedAt },
    arrivedAt,
    anomalies,
    verdict: null,
    ...(token === undefined ? {} : { token: token === TOKEN_GONE ? null : token }),
  };
}

function readPlace(text: string): ScanPlace | undefined {
  const { file, line, column } =
    /^(?<file>.*):(?<line>[1-9]\d{0,14}):(?<column>[1-9]\d{0,14})$/su.exec(text)?.groups ?? {};
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}
