import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { damaged, translateFileError } from './sqlite-errors.ts';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const STALE_AFTER_MS = 60_000;
/** What SQLite puts beside a database in WAL mode. */
const COMPANIONS = ['-wal', '-shm'];

/** Where the database of a home lies. */
export interface HomeFiles {
  readonly folder: string;
  readonly database: string;
}

/** Runs work on files of the home. @throws HOME_UNWRITABLE, DISK_FULL */
export function onFiles<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateFileError(error);
  }
}

/** Gives a file's size in bytes; `null` where there is none. @throws HOME_UNWRITABLE; DATABASE_DAMAGED for a folder or device */
export function sizeOf(path: string): number | null {
  const found = onFiles(() => statSync(path, { throwIfNoEntry: false }));
  if (!found) return null;
  if (!found.isFile()) throw damaged(`${path} is not a file`);
  return found.size;
}

/** Makes the folder of a home, private. An existing one that holds nothing yet is made private too. @throws HOME_UNWRITABLE */
export function makePrivateFolder(folder: string): void {
  onFiles(() => {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    // A folder with other things in it (somebody's desktop, /tmp) is not ours to close.
    if (readdirSync(folder).length === 0) chmodSync(folder, FOLDER_MODE);
  });
}

/** Makes an empty private file where there is none. @throws HOME_UNWRITABLE, DISK_FULL */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', FILE_MODE));
  } catch (error) {
    // One that is there is not opened: closing it again would drop locks that this process holds on it.
    if (!isCode(error, 'EEXIST')) throw translateFileError(error);
  }
}

/** Takes group's and others' rights off the database's files, where an older umask or a copy has left some. */
export function makePrivateFiles({ database }: HomeFiles): void {
  if (process.platform === 'win32') return;
  for (const path of [database, ...COMPANIONS.map((ending) => database + ending)]) {
    const found = statSync(path, { throwIfNoEntry: false });
    const isOurs = found?.uid === process.getuid?.();
    if (found && isOurs && (found.mode & 0o077) !== 0) onFiles(() => chmodSync(path, FILE_MODE));
  }
}

/** Tells whether this process may write the folder and the database in it, as far as permissions and medium say. */
export function isWritablePlace({ folder, database }: HomeFiles): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    for (const path of [database, ...COMPANIONS.map((ending) => database + ending)]) {
      if (statSync(path, { throwIfNoEntry: false })) accessSync(path, constants.R_OK | constants.W_OK);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/**
 * Makes a database so that it appears under its name whole or not at all, and only one of two processes that do this at
 * once wins; both then find the same one. `build` gets the name of a new, empty, private file.
 * @throws HOME_UNWRITABLE, DISK_FULL, and what `build` throws
 */
export function createWhole({ folder, database }: HomeFiles, build: (path: string) => void): void {
  removeStale(folder, `${database}.new-`);
  const draft = `${database}.new-${randomUUID()}`;
  try {
    makePrivateFile(draft);
    build(draft);
    onFiles(() => {
      sync(draft, 'r+');
      putInPlace(draft, database);
      // Without this a power cut may forget the name, though not the content.
      if (process.platform !== 'win32') sync(folder, 'r');
    });
  } finally {
    for (const ending of ['', '-journal', ...COMPANIONS]) rmSync(draft + ending, { force: true });
  }
}

/** Gives a file its name without ever replacing another. */
function putInPlace(draft: string, name: string): void {
  try {
    linkSync(draft, name);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return;
    // Some file systems (FAT) know no links. The look and the move are two steps there; nothing better exists.
    if (statSync(name, { throwIfNoEntry: false })) return;
    renameSync(draft, name);
  }
}

/** Removes drafts that a crash has left behind. One that is being written right now is younger than that. */
function removeStale(folder: string, prefix: string): void {
  onFiles(() => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (!path.startsWith(prefix)) continue;
      const found = statSync(path, { throwIfNoEntry: false });
      if (found && Date.now() - found.mtimeMs > STALE_AFTER_MS) rmSync(path, { force: true });
    }
  });
}

/**
 * Looks at the files before SQLite does: it would take an empty file for a new database, replay any journal that lies
 * beside it, and not miss a -wal that is gone.
 * @throws DATABASE_DAMAGED, HOME_UNWRITABLE
 */
export function requirePlausibleFiles({ database }: HomeFiles): void {
  if (sizeOf(database) === 0) throw damaged('the database of the home is empty: its content is gone');
  if (sizeOf(`${database}-journal`) !== null) {
    throw damaged('a journal that is not of this app lies beside the database');
  }
  // Every clean end removes -shm before -wal, so -shm alone means that somebody took the -wal away. Another process may
  // be opening or closing in this instant: look again before saying so.
  for (let look = 0; look < 5; look += 1) {
    if (sizeOf(`${database}-wal`) !== null || sizeOf(`${database}-shm`) === null) return;
    pause(20);
  }
  throw damaged('the -wal file of the database is missing: the latest records were in it');
}

/** Tells whether the home has a database. @throws DATABASE_DAMAGED when only its -wal is left */
export function hasDatabase({ database }: HomeFiles): boolean {
  if (sizeOf(database) !== null) return true;
  if ((sizeOf(`${database}-wal`) ?? 0) === 0) return false;
  // Another process may have put it there in between.
  if (sizeOf(database) !== null) return true;
  throw damaged('the database file of the home is missing, only its -wal is left');
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
