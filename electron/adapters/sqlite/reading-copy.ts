import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HomeFiles, onFiles, sizeOf } from './home-files.ts';
import { storageError } from './sqlite-errors.ts';

const ATTEMPTS = 5;

/** A private copy of a database and its -wal. */
export interface ReadingCopy {
  readonly files: HomeFiles;
  /** Removes it. Happens by itself when the process ends in an orderly way. */
  erase(): void;
}

/**
 * Copies a database that can't be written, so that SQLite can put its own files beside it: it needs them to read what is
 * still in the -wal. The copy lies in a new folder that only this user can enter.
 * @throws HOME_UNWRITABLE, DISK_FULL; HOME_IN_USE when somebody keeps writing it
 */
export function makeReadingCopy({ database }: HomeFiles): ReadingCopy {
  const folder = onFiles(() => mkdtempSync(join(tmpdir(), 'dcm-keys-')));
  const erase = (): void => {
    rmSync(folder, { recursive: true, force: true });
    process.off('exit', erase);
  };
  process.on('exit', erase);
  const files = { folder, database: join(folder, 'copy.db') };
  try {
    onFiles(() => copyUnchanged(database, files.database));
    return { files, erase };
  } catch (error) {
    erase();
    throw error;
  }
}

/** Copies both files from one and the same instant: again, if either changed while it was copied. */
function copyUnchanged(from: string, to: string): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = stateOf(from);
    copyFileSync(from, to);
    rmSync(`${to}-wal`, { force: true });
    if (sizeOf(`${from}-wal`) !== null) copyFileSync(`${from}-wal`, `${to}-wal`);
    if (stateOf(from) === before) return;
  }
  throw storageError('HOME_IN_USE');
}

function stateOf(database: string): string {
  const states = [database, `${database}-wal`].map((path) => {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true });
    return found ? `${String(found.ino)}.${String(found.size)}.${String(found.mtimeNs)}` : 'none';
  });
  return states.join(' ');
}
