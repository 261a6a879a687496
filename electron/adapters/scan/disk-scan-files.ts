import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../domain/errors.ts';
import { LONGEST_RANGE, type ScanPiece, type StreamEncoding } from '../../domain/scan-job.ts';
import { utf16Of } from '../../domain/token-finder-text.ts';
import type { ScanFile, ScanFiles, ScanProblem } from './scan-ports.ts';

/** An HTTP archive is read whole, to know its entries; a larger one is read as text. */
const LONGEST_ARCHIVE = 134_217_728;
/** So much of a file tells what it is. */
const LOOKED_AT = 4096;

/** Files of the disks of this machine. */
export const diskScanFiles: ScanFiles = { list, measure, keep };

async function* list(names: readonly string[]): AsyncGenerator<ScanFile | ScanProblem> {
  // One for all files: there may be a hundred thousand of them.
  const head = Buffer.alloc(LOOKED_AT);
  for (const name of names) {
    for await (const found of listOne(name, true)) yield 'code' in found ? found : await planOrProblem(found, head);
  }
}

async function measure(
  names: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly files: number; readonly bytes: number } | null> {
  let [files, bytes] = [0, 0];
  for (const name of names) {
    for await (const found of listOne(name, true)) {
      if (signal.aborted) return null;
      files += 1;
      bytes += 'code' in found ? 0 : found.bytes;
    }
  }
  return { files, bytes };
}

interface Found {
  readonly name: string;
  readonly bytes: number;
}

async function* listOne(name: string, isNamed: boolean): AsyncGenerator<Found | ScanProblem> {
  try {
    const facts = isNamed ? await stat(name) : await lstat(name);
    if (facts.isDirectory()) {
      for (const entry of (await readdir(name)).toSorted()) yield* listOne(join(name, entry), false);
    } else if (facts.isFile()) yield { name, bytes: facts.size };
    else if (isNamed) yield { name, code: 'FILE_UNREADABLE' };
  } catch {
    // Of the system's many reasons the summary needs one: it was not read.
    yield { name, code: 'FILE_UNREADABLE' };
  }
}

async function planOrProblem({ name, bytes }: Found, head: Buffer): Promise<ScanFile | ScanProblem> {
  try {
    return await planFile(name, bytes, head);
  } catch {
    return { name, code: 'FILE_UNREADABLE' };
  }
}

/** What a file is, by its first octets; its name says nothing. */
async function planFile(path: string, bytes: number, head: Buffer): Promise<ScanFile> {
  const encoding = encodingOf(await headOf(path, head), bytes);
  const ranges = Math.max(1, Math.ceil(bytes / LONGEST_RANGE));
  const pieces: readonly ScanPiece[] =
    encoding !== null
      ? [{ kind: 'stream', path, encoding }]
      : Array.from({ length: ranges }, (_, at) => ({
          kind: 'range',
          path,
          from: at * LONGEST_RANGE,
          to: Math.min(bytes, (at + 1) * LONGEST_RANGE),
          isWhole: ranges === 1,
        }));
  return { name: path, path, bytes, pieces, isInRanges: pieces.length > 1 };
}

async function headOf(path: string, into: Buffer): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { bytesRead } = await file.read(into, 0, into.length, 0);
    return into.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** @see RFC 1952 §2.3.1, RFC 8878 §3.1.1 */
function encodingOf(head: Buffer, bytes: number): StreamEncoding | null {
  const magic = head.toString('hex', 0, 4);
  if (magic.startsWith('1f8b')) return 'gzip';
  if (magic === '28b52ffd' || /^5[\da-f]2a4d18$/u.test(magic)) return 'zstd';
  const wide = utf16Of(head);
  if (wide !== null) return wide;
  const isArchive = /^\s*\{\s*"log"\s*:\s*\{/u.test(head.toString('latin1'));
  return isArchive && bytes <= LONGEST_ARCHIVE ? 'har' : null;
}

async function keep(stream: NodeJS.ReadableStream, name: string): Promise<{ readonly path: string; erase(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-keys-scan-'));
  const erase = () => {
    rmSync(folder, { recursive: true, force: true });
    process.off('exit', erase);
  };
  process.on('exit', erase);
  const path = join(folder, 'input');
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
    return { path, erase };
  } catch (cause) {
    erase();
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    throw isFull
      ? new AppError('DISK_FULL', `there is no room to keep ${name} while it is scanned`, {
          hint: 'free some space in the folder for temporary files, or scan the files themselves',
          cause,
        })
      : cause;
  }
}
