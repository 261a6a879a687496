import type { ScanSummary } from '../../shared/model/scan.ts';
import type { ScanUse } from '../services/scan.ts';

/** Columns of `--csv`. */
export const csvHeader = [
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
] as const;

/** One use as a row of `csvHeader`; times in ISO 8601. */
export function csvRow(use: ScanUse): readonly (string | number | null)[] {
  const { source, duplicateOf, sha256, judged, arrivedAt, anomalies } = use;
  return [
    source.file,
    source.line,
    source.column,
    duplicateOf === null ? null : `${duplicateOf.file}:${String(duplicateOf.line)}:${String(duplicateOf.column)}`,
    sha256,
    judged.outcome,
    judged.code,
    judged.codes.join(' '),
    judged.issuer,
    judged.kid,
    judged.alg,
    judged.flow,
    judged.sub,
    judged.obj,
    judged.jti,
    isoOf(judged.iat),
    isoOf(judged.exp),
    isoOf(arrivedAt),
    isoOf(judged.instant),
    anomalies.join(' '),
  ];
}

/** One use as a line of `--ndjson`: the verdict, and where it stands. */
export function ndjsonLine({ verdict, source, duplicateOf, anomalies }: ScanUse): string {
  const more = JSON.stringify({ source, duplicateOf, anomalies });
  // The verdict comes as text, and has at least one member.
  return `{"type":"token",${(verdict ?? '{}').slice(1, -1)},${more.slice(1)}\n`;
}

/** The summary for people. */
export function summaryLines(summary: ScanSummary): readonly string[] {
  const { files, bytes, tokens, unique, seconds } = summary;
  const failed = files.filter(({ error }) => error !== null);
  return [
    `${String(tokens)} uses of ${String(unique)} tokens in ${String(files.length)} files (${String(bytes)} bytes, ${seconds.toFixed(1)} s)`,
    ...counts('outcome', summary.byOutcome),
    ...counts('code', summary.byCode),
    ...counts('issuer', summary.byIssuer),
    ...counts('kid', summary.byKid),
    ...counts('anomaly', summary.anomalies),
    ...files.map(({ file, sha256 }) => `file      ${sha256 ?? 'not read to its end'}  ${onOneLine(file)}`),
    ...failed.map(({ file, error }) => `NOT READ  ${error ?? ''}  ${onOneLine(file)}`),
  ];
}

function counts(what: string, of: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(of).map(
    ([name, count]) => `${what.padEnd(9)} ${String(count).padStart(9)}  ${onOneLine(name) || '(none)'}`,
  );
}

/** A kid or the name of a file may hold line breaks: it must not write lines of its own. */
function onOneLine(name: string): string {
  return name.replaceAll(/\p{Cc}|\p{Zl}|\p{Zp}/gu, (one) => JSON.stringify(one).slice(1, -1));
}

/** `null` for what is beyond the calendar of ISO 8601 too: a claim may hold any number. */
function isoOf(time: number | null): string | null {
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
