import type { ScanSummary } from '../../shared/model/scan.ts';
import type { ScanExportFacts } from '../domain/scan-export-read.ts';

/** The summary for people. */
export function summaryLines(summary: ScanSummary): readonly string[] {
  const { files, bytes, tokens, unique, seconds } = summary;
  const failed = files.filter(({ error }) => error !== null);
  return [
    `${String(tokens)} uses of ${String(unique)} tokens in ${String(files.length)} files (${String(bytes)} bytes, ${seconds.toFixed(1)} s)`,
    ...countedLines(summary),
    ...files.map(({ file, sha256 }) => `file      ${sha256 ?? 'not read to its end'}  ${onOneLine(file)}`),
    ...failed.map(({ file, error }) => `NOT READ  ${error ?? ''}  ${onOneLine(file)}`),
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
