import type { ScanSummary } from '../../shared/model/scan.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import { type ScanExportForm, scanExport } from '../domain/scan-export.ts';
import { scanExportReader } from '../domain/scan-export-read.ts';
import { createScanStore, type ScanStore } from './scan-store.ts';

/** So many characters are written at a time. */
const PIECE = 262_144;

/** All that a scan has found as an export, in pieces of text. */
export function* writtenScan(form: ScanExportForm, store: ScanStore, summary: ScanSummary): Generator<string> {
  const writer = scanExport(form, { withTokens: false });
  let piece = '';
  for (const use of store.each({})) {
    piece += writer.row(use);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece + writer.end(summary);
}

/**
 * Reads an export into a store. Nothing of it is given before all of it has been read and fits.
 * `summary`: `null` where the form has none. @throws INPUT_INVALID, EXPORT_DAMAGED, DISK_FULL
 */
export async function readScan(
  octets: AsyncIterable<Buffer>,
  openSpill: OpenSpill,
): Promise<{ readonly store: ScanStore; readonly summary: ScanSummary | null }> {
  const store = createScanStore(openSpill);
  try {
    const reader = scanExportReader();
    for await (const some of octets) {
      for (const row of reader.take(some)) store.add({ ...row, range: null });
    }
    return { store, summary: reader.end().summary };
  } catch (error) {
    store.erase();
    throw error;
  }
}
