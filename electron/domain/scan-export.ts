import { createHash } from 'node:crypto';
import type { AnomalyId, ScanPlace, ScanSummary } from '../../shared/model/scan.ts';
import { type CsvCell, csvText } from './csv.ts';
import { csvCells, csvHeader, rowCheck } from './scan-export-csv.ts';
import type { HitJudgement } from './scan-job.ts';
import { ndjsonLine } from './scan-export-ndjson.ts';

export type ScanExportForm = 'ndjson' | 'csv';

/** One use of a token as an export holds it. */
export interface ScanRow {
  readonly source: ScanPlace;
  readonly sha256: string;
  /** Where the same token stood first; `null`: here. */
  readonly duplicateOf: ScanPlace | null;
  readonly judged: HitJudgement;
  /** Milliseconds since 1970; `null`: its line says none. */
  readonly arrivedAt: number | null;
  readonly anomalies: readonly AnomalyId[];
  /** The verdict as JSON; `null`: only what was judged is known. */
  readonly verdict: string | null;
  /** The token itself, where it was asked for; `null`: its file has changed, and it stands there no more. */
  readonly token?: string | null;
}

export interface ScanExportOptions {
  /** Whether the tokens themselves are written too: whoever has them can use them until they expire. */
  readonly withTokens: boolean;
}

/**
 * Writes the uses of a scan, in pieces of text one behind the other; a piece may be empty. An export is sealed by digests, so that its reader
 * notices where it was cut off or changed; nobody has signed it, so they prove nothing against whoever writes them anew.
 */
export interface ScanExport {
  row(row: ScanRow): string;
  /** `null`: only a table can do without. */
  end(summary: ScanSummary | null): string;
}

/** Makes the writer of one export. Unless tokens are asked for, it holds none, whatever the rows have: only digests of them. */
export function scanExport(form: ScanExportForm, options: ScanExportOptions): ScanExport {
  return form === 'ndjson' ? ndjsonExport(options) : csvExport(options);
}

/** Each use a line, then the summary, whose last member is the digest of all octets before that member. */
function ndjsonExport({ withTokens }: ScanExportOptions): ScanExport {
  const digest = createHash('sha256');
  return {
    row(row) {
      const line = ndjsonLine(row, withTokens);
      digest.update(line);
      return line;
    },
    end(summary) {
      if (summary === null) throw new RangeError('an export as NDJSON ends with a summary');
      const text = JSON.stringify(summary).slice(0, -1);
      return `${text},"sha256":"${digest.update(text).digest('hex')}"}\n`;
    },
  };
}

/**
 * Each use a row, whose last cell is a digest of the row and of the cell above. That of the last row says that it is the last;
 * where there is none, the header says so.
 */
function csvExport({ withTokens }: ScanExportOptions): ScanExport {
  let [check, isBegun] = ['', false];
  let held: readonly CsvCell[] | null = null;
  const release = (isLast: boolean) => {
    if (held === null) return '';
    check = rowCheck(check, held, isLast);
    return csvText([[...held, check]]);
  };
  return {
    row(row) {
      const text = isBegun ? release(false) : csvText([csvHeader({ hasRows: true, withTokens })]);
      [held, isBegun] = [csvCells(row, withTokens), true];
      return text;
    },
    end: () => (isBegun ? release(true) : csvText([csvHeader({ hasRows: false, withTokens })])),
  };
}
