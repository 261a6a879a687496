import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import type { OpenSpill } from './spill.ts';

const PREFIX = 'dcm-keys-spill-';

/**
 * Makes files in the folder for temporary ones whose names are taken away as soon as they are open: nobody can open them
 * again, and the system erases them with the process, a crash included. Where it keeps the name of an open file (some file
 * systems under Windows do), the file is private, and the next start of the window removes what a crash has left.
 */
export function namelessSpills(parent: string = tmpdir()): OpenSpill {
  return () => {
    const folder = made(() => mkdtempSync(join(parent, PREFIX)));
    const file = made(() => openSync(join(folder, 'rows'), 'wx+', 0o600));
    const removeName = () => remove(folder);
    if (!removeName()) process.on('exit', removeName);
    let size = 0;
    let isOpen = true;
    return {
      append(bytes) {
        const at = size;
        writeFully(file, bytes, at);
        size += bytes.length;
        return at;
      },
      write(at, bytes) {
        writeFully(file, bytes, at);
      },
      read(at, into) {
        for (let filled = 0; filled < into.length;) {
          const read = readSync(file, into, filled, into.length - filled, at + filled);
          if (read === 0) throw new AppError('INTERNAL', 'a spilled row is missing', { hint: 'scan once more' });
          filled += read;
        }
      },
      erase() {
        if (!isOpen) return;
        isOpen = false;
        closeSync(file);
        removeName();
        process.off('exit', removeName);
      },
    };
  };
}

function writeFully(file: number, bytes: Uint8Array, at: number): void {
  for (let written = 0; written < bytes.length;) {
    const from = written;
    written += made(() => writeSync(file, bytes, from, bytes.length - from, at + from));
  }
}

/** Removes what a crash has left where files keep their names. What is still open somewhere stays as it is. */
export function removeLeftSpills(parent: string = tmpdir()): void {
  for (const name of readdirSync(parent)) if (name.startsWith(PREFIX)) remove(join(parent, name));
}

function remove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    // It is open and the system keeps its name, or it is another user's.
    return false;
  }
}

function made<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    const isFull = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
    throw new AppError(
      isFull ? 'DISK_FULL' : 'FILE_UNWRITABLE',
      'what a scan finds cannot be kept in the folder for temporary files',
      { hint: 'free some space there, then scan once more', cause },
    );
  }
}
