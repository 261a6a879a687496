import { createHash, hash, type Hash } from 'node:crypto';
import { z } from 'zod';
import { scanAffectedSchema } from '../../shared/model/scan-affected.ts';
import { ANOMALIES, type ScanSummary } from '../../shared/model/scan.ts';
import { issuerSchema, outcomeSchema, verdictCodeSchema } from '../../shared/model/verdict.ts';
import { readCsvRows } from './csv-read.ts';
import { digestIndex } from './digest-index.ts';
import { AppError } from './errors.ts';
import { scanCounts } from './scan-counts.ts';
import type { ScanExportForm, ScanRow } from './scan-export.ts';
import { csvHeader, readCsvCells, rowCheck } from './scan-export-csv.ts';
import { readNdjsonLine } from './scan-export-ndjson.ts';
import { MAX_JSON_DEPTH, parseStrictObject } from './strict-json.ts';

/** What an export says as a whole. */
export interface ScanExportFacts {
  readonly form: ScanExportForm;
  /** `null`: the form has none (CSV). */
  readonly summary: ScanSummary | null;
  /** Its rows hold the tokens themselves, and each is the one of its digest. */
  readonly withTokens: boolean;
  /** Counted again from the rows. */
  readonly counted: Pick<
    ScanSummary,
    'tokens' | 'unique' | 'byOutcome' | 'byCode' | 'byKid' | 'byIssuer' | 'anomalies'
  >;
}

/** Reads an export as it comes. */
export interface ScanExportReader {
  /**
   * Takes the next octets, and gives the rows that are whole by now. They are shape-checked only: whether the export was cut off
   * or changed, `end` says. @throws INPUT_INVALID (no export), EXPORT_DAMAGED
   */
  take(octets: Buffer): readonly ScanRow[];
  /** To be asked once all octets are taken. @throws INPUT_INVALID, EXPORT_DAMAGED */
  end(): ScanExportFacts;
}

/** Claims stand within a verdict. */
const DEPTH_OF_CLAIMS = 1;
/** A line or row is shorter than that: a token has at most 16 KiB, and its verdict repeats some of it. */
const LONGEST_LINE = 1_048_576;
/** A summary names each file: room for a million of them. */
const LONGEST_SUMMARY = 268_435_456;
const SUMMARY = '{"type":"summary"';

/** What a line of NDJSON begins with. */
const BEGIN = '{"type":"';

interface FormReader {
  /** Takes text, and gives what stands behind the last whole line. */
  take(text: string, onRow: (row: ScanRow) => void): string;
  end(counted: ScanExportFacts['counted']): ScanSummary | null;
  /** Where there are no rows: whether they would hold tokens. */
  withTokens(): boolean;
}

/** Makes the reader of one export, whose form its first octet tells. */
export function scanExportReader(): ScanExportReader {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const [tokens, counts] = [digestIndex(), scanCounts()];
  let [rest, form]: [string, ScanExportForm | null] = ['', null];
  let reader: FormReader | null = null;
  let withTokens: boolean | null = null;

  function checkToken({ token, sha256 }: ScanRow): void {
    withTokens ??= token !== undefined;
    if (withTokens !== (token !== undefined)) throw damaged('only some of its rows hold tokens');
    if (typeof token === 'string' && hash('sha256', token, 'hex') !== sha256)
      throw damaged('a token in it is another one than its digest says');
  }

  function takeText(text: string): readonly ScanRow[] {
    rest += text;
    if (rest === '') return [];
    if (reader === null) {
      form = rest.startsWith('{') ? 'ndjson' : 'csv';
      reader = form === 'ndjson' ? ndjsonReader() : csvReader();
      // Programs put the mark before a table for spreadsheets.
      if (form === 'csv') rest = rest.replace(/^\u{feff}/u, '');
    }
    const rows: ScanRow[] = [];
    rest = reader.take(rest, (row) => rows.push(row));
    if (rest.length > (rest.startsWith(SUMMARY) ? LONGEST_SUMMARY : LONGEST_LINE))
      throw damaged('a line of it is too long');
    for (const row of rows) {
      checkToken(row);
      const { sha256, judged, anomalies, duplicateOf } = row;
      if (tokens.number(sha256).isNew !== (duplicateOf === null))
        throw damaged('which tokens are the same does not fit');
      counts.add(judged, anomalies, false);
    }
    return rows;
  }

  return {
    take: (octets) => takeText(decodeBy(() => decoder.decode(octets, { stream: true }))),
    end() {
      takeText(decodeBy(() => decoder.decode()));
      if (reader === null || form === null) throw notAnExport();
      if (rest !== '')
        throw tokens.size() > 0 || rest.startsWith(BEGIN) ? damaged('it ends within a line') : notAnExport();
      const { tokens: uses, byOutcome, byCode, byKid, byIssuer, anomalies } = counts.read();
      const counted = { tokens: uses, byOutcome, byCode, byKid, byIssuer, anomalies, unique: tokens.size() };
      return { form, summary: reader.end(counted), counted, withTokens: withTokens ?? reader.withTokens() };
    },
  };
}

function decodeBy(decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    if (error instanceof TypeError) throw damaged('it holds octets that are no text');
    throw error;
  }
}

const countSchema = z.number().int().min(0);
const summarySchema = z.looseObject({
  type: z.literal('summary'),
  files: z.array(
    z.strictObject({
      file: z.string(),
      bytes: countSchema,
      sha256: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
  bytes: countSchema,
  tokens: countSchema,
  unique: countSchema,
  byOutcome: z.partialRecord(outcomeSchema, countSchema),
  byCode: z.partialRecord(verdictCodeSchema, countSchema),
  byKid: z.record(z.string(), countSchema),
  byIssuer: z.partialRecord(issuerSchema, countSchema),
  anomalies: z.partialRecord(z.enum(ANOMALIES), countSchema),
  affected: scanAffectedSchema,
  withoutZone: countSchema,
  isCancelled: z.boolean(),
  stoppedBy: z.literal('DISK_FULL').nullable(),
  seconds: z.number().min(0),
  version: z.string(),
});
const SEAL = /,"sha256":"(?<digest>[\da-f]{64})"\}$/u;

function ndjsonReader(): FormReader {
  const digest = createHash('sha256');
  let summary: ScanSummary | null = null;
  let isFirst = true;
  const takeLine = (line: string, onRow: (row: ScanRow) => void) => {
    if (summary !== null) throw damaged('something stands behind its end');
    const read = parseStrictObject(Buffer.from(line), MAX_JSON_DEPTH + DEPTH_OF_CLAIMS);
    if (!read.ok) throw isFirst ? notAnExport() : damaged('a line of it cannot be read');
    const { value } = read;
    const row = readNdjsonLine(value);
    if (row === null) {
      if (!summarySchema.safeParse(value).success)
        throw isFirst ? notAnExport() : damaged('a line of it cannot be read');
      summary = sealedSummary(line, digest);
    } else {
      digest.update(`${line}\n`);
      onRow(row);
    }
    isFirst = false;
  };
  return {
    take(text, onRow) {
      let from = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
        takeLine(text.slice(from, end), onRow);
        from = end + 1;
      }
      return text.slice(from);
    },
    withTokens: () => false,
    end(counted) {
      if (summary === null) throw damaged('its end is missing');
      const { tokens, byOutcome, byCode, byKid, byIssuer, anomalies, unique } = summary;
      const said = { tokens, byOutcome, byCode, byKid, byIssuer, anomalies, unique };
      if (JSON.stringify(said) !== JSON.stringify(counted)) throw damaged('its summary does not fit its lines');
      return summary;
    },
  };
}

function sealedSummary(line: string, digest: Hash): ScanSummary {
  const seal = SEAL.exec(line);
  if (seal === null) throw damaged('it has no seal at its end');
  const text = line.slice(0, seal.index);
  if (digest.update(text).digest('hex') !== seal.groups?.['digest'])
    throw damaged('it was changed after it was written');
  return JSON.parse(`${text}}`) as ScanSummary;
}

function csvReader(): FormReader {
  let [isBegun, isOver, withTokens, above] = [false, false, false, ''];
  const header = (cells: readonly (string | null)[]) => {
    withTokens = cells.at(-2) === 'token';
    const isNamed = (hasRows: boolean) => csvHeader({ hasRows, withTokens }).join() === cells.join();
    if (!isNamed(true) && !isNamed(false)) throw notAnExport();
    [isBegun, isOver] = [true, isNamed(false)];
  };
  const takeRow = (cells: readonly (string | null)[], onRow: (row: ScanRow) => void) => {
    if (!isBegun) {
      header(cells);
      return;
    }
    if (isOver) throw damaged('something stands behind its end');
    const [facts, check] = [cells.slice(0, -1), cells.at(-1) ?? ''];
    isOver = check === rowCheck(above, facts, true);
    if (!isOver && check !== rowCheck(above, facts, false)) throw damaged('it was changed after it was written');
    above = check;
    const row = readCsvCells(facts, withTokens);
    if (row === null) throw damaged('a row of it cannot be read');
    onRow(row);
  };
  return {
    take(text, onRow) {
      const { rows, rest, isDamaged } = readCsvRows(text);
      for (const row of rows) takeRow(row, onRow);
      if (isDamaged) throw isBegun ? damaged('a row of it cannot be read') : notAnExport();
      return rest;
    },
    withTokens: () => withTokens,
    end() {
      if (!isBegun) throw notAnExport();
      if (!isOver) throw damaged('its end is missing');
      return null;
    },
  };
}

function damaged(what: string): AppError {
  return new AppError('EXPORT_DAMAGED', `the export is not as it was written: ${what}`, {
    hint: 'get the file again from where it was written; a spreadsheet or an editor that saved it may have changed it',
  });
}

function notAnExport(): AppError {
  return new AppError('INPUT_INVALID', 'the file is no export of a scan', {
    hint: 'choose a file that scan --ndjson or --csv wrote, unchanged',
  });
}
