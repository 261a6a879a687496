import { createHash } from 'node:crypto';
import type { ScanAffected } from '../../shared/model/scan-affected.ts';
import type { ScanSummary } from '../../shared/model/scan.ts';
import type { ReadTokensAgain } from '../adapters/scan/scan-ports.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import { AppError } from '../domain/errors.ts';
import { affectedCsv } from '../domain/scan-affected-csv.ts';
import { type ScanExportForm, scanExport } from '../domain/scan-export.ts';
import { scanExportReader } from '../domain/scan-export-read.ts';
import type { TokensAgain } from '../domain/scan-job.ts';
import type { ScanUse } from './scan.ts';
import { affectedCount } from './scan-affected.ts';
import { createScanStore, type ScanStore } from './scan-store.ts';
import type { ScanExportFacts } from './scans.ts';

/** What was found as a file. */
export interface WrittenScan {
  readonly fileName: string;
  /** Its text, once. */
  readonly pieces: AsyncIterable<string>;
  /** To be called when all of it lies in its file: records that. */
  note(): { readonly gone: number; readonly isRecorded: boolean };
}

/** Reads the tokens of uses again, in their order. */
export interface TokensOfUses {
  /** `null`: it stands in its file no more. */
  find(use: ScanUse): Promise<string | null>;
  close(): Promise<void>;
}

interface Found {
  readonly store: ScanStore;
  /** `null`: it was read from a table, which has none. */
  readonly summary: ScanSummary | null;
  /** `null`: digests are enough. */
  readonly tokenOf: TokensOfUses | null;
  readonly openSpill: OpenSpill;
  readonly now: number;
  readonly note: (made: ScanExportFacts) => boolean;
}

/** So many characters are written at a time. */
const PIECE = 262_144;

/** All that a scan has found, or whom it affects. @throws INPUT_INVALID where the form needs what is not known */
export function writtenScan(form: ScanExportForm | 'affected', found: Found): WrittenScan {
  const { summary, tokenOf, now, note } = found;
  if (form === 'ndjson' && summary === null) {
    throw new AppError('INPUT_INVALID', 'a table that was read back has no summary to be written', {
      hint: 'save it as a table (CSV), or scan the log itself',
    });
  }
  const digest = createHash('sha256');
  const counted = { rows: 0, gone: 0 };
  async function* pieces(): AsyncGenerator<string> {
    let piece = '';
    for await (const text of form === 'affected' ? affectedText(found, counted) : usesText(form, found, counted)) {
      piece += text;
      if (piece.length < PIECE) continue;
      digest.update(piece);
      yield piece;
      piece = '';
    }
    digest.update(piece);
    yield piece;
  }
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    fileName: form === 'affected' ? `scan-affected-${day}.csv` : `scan-${day}.${form}`,
    pieces: pieces(),
    note() {
      const withTokens = tokenOf !== null && form !== 'affected';
      const isRecorded = note({ form, ...counted, withTokens, sha256: digest.digest('hex') });
      return { gone: counted.gone, isRecorded };
    },
  };
}

interface Counted {
  rows: number;
  gone: number;
}

async function* usesText(
  form: ScanExportForm,
  { store, summary, tokenOf }: Found,
  counted: Counted,
): AsyncGenerator<string> {
  const writer = scanExport(form, { withTokens: tokenOf !== null });
  try {
    for (const use of store.each({})) {
      counted.rows += 1;
      if (tokenOf === null) {
        yield writer.row(use);
        continue;
      }
      const token = await tokenOf.find(use);
      if (token === null) counted.gone += 1;
      yield writer.row({ ...use, token });
    }
    yield writer.end(summary);
  } finally {
    await tokenOf?.close();
  }
}

function* affectedText({ store, openSpill }: Found, counted: Counted): Generator<string> {
  const count = affectedCount(openSpill);
  try {
    for (const use of store.each({ isHarmful: true })) count.add(use);
    for (const text of affectedCsv(count.each())) {
      yield text;
      counted.rows += 1;
    }
    // The first of them is the head.
    counted.rows -= 1;
  } finally {
    count.erase();
  }
}

/** Reads each file again once: uses come in the order of the files. */
export function tokensOf(open: ReadTokensAgain, pathOf: (name: string) => string): TokensOfUses {
  let current: { readonly file: string; readonly tokens: TokensAgain } | null = null;
  const close = async () => await current?.tokens.close();
  return {
    async find({ source: { file }, range, sha256 }) {
      if (current?.file !== file) {
        await close();
        current = { file, tokens: await open(pathOf(file)) };
      }
      return await current.tokens.find({ range, sha256 });
    },
    close,
  };
}

/** What was read from an export. */
export interface ReadScan {
  readonly store: ScanStore;
  /** `null`: the form has none. */
  readonly summary: ScanSummary | null;
  /** Counted again from the rows. */
  readonly affected: ScanAffected;
}

/** Reads an export into a store. Nothing of it is given before all of it has been read and fits. @throws INPUT_INVALID, EXPORT_DAMAGED, DISK_FULL */
export async function readScan(octets: AsyncIterable<Buffer>, openSpill: OpenSpill): Promise<ReadScan> {
  const store = createScanStore(openSpill);
  const affected = affectedCount(openSpill);
  try {
    const reader = scanExportReader();
    for await (const some of octets) {
      for (const row of reader.take(some)) {
        store.add({ ...row, range: null });
        affected.add(row);
      }
    }
    return { store, summary: reader.end().summary, affected: affected.summary() };
  } catch (error) {
    store.erase();
    throw error;
  } finally {
    affected.erase();
  }
}
