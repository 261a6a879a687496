import { AppError, type ErrorCode } from '../../domain/errors.ts';

const KEEP_AWAY = 'nothing was changed: copy the whole folder away as it is, then restore a backup or ask for help';

const HINTS = {
  HOME_IN_USE: 'wait until the other window or command has finished, then try again',
  DISK_FULL: 'free some space on the disk of the home, then try again; nothing was lost',
  DATABASE_DAMAGED: KEEP_AWAY,
  HOME_UNWRITABLE: 'check the permissions of the folder and that its disk can be written; checking tokens goes on',
  INTERNAL: 'report this to whoever maintains the app: nothing was recorded and nothing was done',
} as const;

const MESSAGES = {
  HOME_IN_USE: 'the home is being written by another window or command',
  DISK_FULL: 'the disk of the home is full',
  DATABASE_DAMAGED: 'the database of the home is damaged',
  HOME_UNWRITABLE: 'the home cannot be written',
  INTERNAL: 'the database refused a statement',
} as const;

/** Primary result codes of SQLite, and what they mean to an officer. @see https://sqlite.org/rescode.html */
const CODES: Readonly<Record<number, keyof typeof MESSAGES>> = {
  3: 'HOME_UNWRITABLE', // PERM
  5: 'HOME_IN_USE', // BUSY
  6: 'HOME_IN_USE', // LOCKED
  8: 'HOME_UNWRITABLE', // READONLY
  10: 'HOME_UNWRITABLE', // IOERR
  11: 'DATABASE_DAMAGED', // CORRUPT
  13: 'DISK_FULL', // FULL
  14: 'HOME_UNWRITABLE', // CANTOPEN
  15: 'HOME_IN_USE', // PROTOCOL: too much contention on the locks of the -wal
  26: 'DATABASE_DAMAGED', // NOTADB
};

const IOERR_SHMSIZE = 4874;
const UNIQUENESS = [1555, 2067, 2579];

/** Gives the extended result code of an error of `node:sqlite`, `null` for anything else that was thrown. */
function resultCode(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return null;
  return typeof thrown.errcode === 'number' ? thrown.errcode : null;
}

/** Turns an error of `node:sqlite` into one of ours; anything else comes back as it is. */
export function translateSqliteError(thrown: unknown): unknown {
  // A whole number that no double holds: we never write one.
  if (thrown instanceof RangeError) return damaged('a number in the database was changed outside of the app');
  const result = resultCode(thrown);
  if (result === null) return thrown;
  // The index of the -wal could not grow: the disk is full, though SQLite calls it an I/O error.
  const code = result === IOERR_SHMSIZE ? 'DISK_FULL' : (CODES[result & 0xff] ?? 'INTERNAL');
  return new AppError(code, MESSAGES[code], { hint: HINTS[code], cause: thrown });
}

/** Turns an error of `node:fs` on the home's files into one of ours; anything else comes back as it is. */
export function translateFileError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return thrown;
  const code = thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT' ? 'DISK_FULL' : 'HOME_UNWRITABLE';
  return new AppError(code, MESSAGES[code], { hint: HINTS[code], cause: thrown });
}

/** Tells whether a statement failed because a row with the same key is there already. */
export function isTaken(thrown: unknown): boolean {
  const result = resultCode(thrown instanceof AppError ? thrown.cause : thrown);
  return result !== null && UNIQUENESS.includes(result);
}

/** Makes the error for a database that is not as this program left it. */
export function damaged(message: string, hint: string = KEEP_AWAY): AppError {
  return new AppError('DATABASE_DAMAGED', message, { hint });
}

/** Makes an error with the wording that belongs to its code. */
export function storageError(code: keyof typeof MESSAGES & ErrorCode, message: string = MESSAGES[code]): AppError {
  return new AppError(code, message, { hint: HINTS[code] });
}
