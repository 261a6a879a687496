import { createReadStream } from 'node:fs';
import { AppError } from '../domain/errors.ts';
import { scanExport, type ScanExportForm, type ScanExportOptions, type ScanRow } from '../domain/scan-export.ts';
import { type ScanExportFacts, scanExportReader } from '../domain/scan-export-read.ts';
import type { Output } from './output.ts';

/** Checks an export from its first octet to its last. @throws FILE_UNREADABLE, INPUT_INVALID, EXPORT_DAMAGED */
export async function checkExport(path: string, onRow: (row: ScanRow) => void): Promise<ScanExportFacts> {
  return await readExport(path, onRow);
}

/**
 * Writes a checked export again, in another form if it has a summary. It is read a second time for that, and checked again: a file may be changed
 * between the two. @throws FILE_UNREADABLE, INPUT_INVALID, EXPORT_DAMAGED
 */
export async function convertExport(
  path: string,
  { form, withTokens }: ScanExportOptions & { readonly form: ScanExportForm },
  output: Output,
): Promise<void> {
  const written = scanExport(form, { withTokens });
  const { summary } = await readExport(path, async (row) => {
    await output.stream(written.row(row));
  });
  await output.stream(written.end(summary));
}

async function readExport(path: string, onRow: (row: ScanRow) => Promise<void> | void): Promise<ScanExportFacts> {
  const reader = scanExportReader();
  for await (const octets of octetsOf(path)) for (const row of reader.take(octets)) await onRow(row);
  return reader.end();
}

async function* octetsOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `"${path}" cannot be read`, {
      hint: 'check the name, and that you may read it',
      cause,
    });
  }
}
