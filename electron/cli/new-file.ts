import { closeSync, existsSync, fchmodSync, fstatSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../domain/errors.ts';

/**
 * Writes a file that only its owner reads, never over an existing one. What cannot be written to its end is removed.
 * @throws INPUT_INVALID, FILE_UNREADABLE, DISK_FULL
 */
export function writeNewFile(path: string, text: string): void {
  writeNewFileOf(path, [text.endsWith('\n') ? text : `${text}\n`]);
}

/** The same for a text that comes in pieces. @throws INPUT_INVALID, FILE_UNREADABLE, DISK_FULL */
export function writeNewFileOf(path: string, pieces: Iterable<string>): void {
  refuseExisting(path);
  let file: number | null = null;
  try {
    file = openSync(path, 'wx', 0o600);
    for (const piece of pieces) writeWhole(file, Buffer.from(piece));
    fsyncSync(file);
    keepName(path);
  } catch (cause) {
    // Only what was made here: another process may have been faster.
    if (file !== null) rmSync(path, { force: true });
    throw unwritten(path, cause);
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Without this a power cut may forget the name, though not the content: a backup’s papers would be left without their file. */
function keepName(path: string): void {
  let folder: number | null = null;
  try {
    folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
  } catch {
    // Windows has no handle of a folder, and some folders can't be listed: the file is written all the same.
  } finally {
    if (folder !== null) closeSync(folder);
  }
}

const [STDOUT, OTHERS] = [1, 0o077];

/**
 * Where standard output leads into a file, others are kept from reading it: the shell has made it with the rights that files have by default.
 * `false`: it is another user's, and stays as it is.
 */
export function keepStdoutPrivate(): boolean {
  const facts = fstatSync(STDOUT);
  if (!facts.isFile() || (facts.mode & OTHERS) === 0) return true;
  try {
    fchmodSync(STDOUT, 0o600);
    return true;
  } catch {
    // Whoever asked is told.
    return false;
  }
}

/** @throws INPUT_INVALID when something is there already */
export function refuseExisting(path: string): void {
  if (!existsSync(path)) return;
  throw new AppError('INPUT_INVALID', `"${path}" exists already`, {
    hint: 'choose another name: nothing is overwritten',
  });
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

function unwritten(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || cause instanceof AppError) return cause;
  const isFull = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
  return new AppError(
    isFull ? 'DISK_FULL' : 'FILE_UNREADABLE',
    isFull ? `there is no room for "${path}": nothing of it was kept` : `"${path}" cannot be written`,
    { hint: 'check the folder, and that there is room on the disk', cause },
  );
}
