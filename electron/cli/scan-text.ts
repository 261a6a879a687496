import { type AffectedKind, AFFECTED_KINDS, type ScanAffected } from '../../shared/model/scan-affected.ts';
import type { ScanSummary } from '../../shared/model/scan.ts';
import type { ScanExportFacts } from '../domain/scan-export-read.ts';

/** The summary for people. */
export function summaryLines(summary: ScanSummary): readonly string[] {
  const { files, bytes, tokens, unique, seconds } = summary;
  const failed = files.filter(({ error }) => error !== null);
  return [
    `${String(tokens)} uses of ${String(unique)} tokens in ${String(files.length)} files (${String(bytes)} bytes, ${seconds.toFixed(1)} s)`,
    ...countedLines(summary),
    ...AFFECTED_KINDS.flatMap((kind) => affectedLines(kind, summary.affected[kind])),
    ...files.map(({ file, sha256 }) => `file      ${sha256 ?? 'not read to its end'}  ${onOneLine(file)}`),
    ...failed.map(({ file, error }) => `NOT READ  ${error ?? ''}  ${onOneLine(file)}`),
  ];
}

/** So many are named; `--affected F.csv` has them all. */
const MOST_NAMED = 5;

function affectedLines(kind: AffectedKind, { total, top }: ScanAffected['sub']): readonly string[] {
  if (total === 0) return [];
  return [
    `affected  ${kind}: ${String(total)}`,
    ...top.slice(0, MOST_NAMED).map(({ value, uses, firstSeen, lastSeen, anomalies }) => {
      const seen = firstSeen === null || lastSeen === null ? 'no time' : `${firstSeen} to ${lastSeen}`;
      return `          ${String(uses).padStart(9)}  ${onOneLine(value)}  ${seen}  ${anomalies.join(' ')}`;
    }),
  ];
}

/** What an export without a summary tells. */
export function exportLines(counted: ScanExportFacts['counted']): readonly string[] {
  const { tokens, unique } = counted;
  return [
    `${String(tokens)} uses of ${String(unique)} tokens, counted from the rows (a CSV export names no files)`,
    ...countedLines(counted),
  ];
}

function countedLines(counted: ScanExportFacts['counted']): readonly string[] {
  return [
    ...counts('outcome', counted.byOutcome),
    ...counts('code', counted.byCode),
    ...counts('issuer', counted.byIssuer),
    ...counts('kid', counted.byKid),
    ...counts('anomaly', counted.anomalies),
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
