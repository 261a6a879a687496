import type { Connection } from './connection.ts';
import { AppError } from '../../domain/errors.ts';

/** What every connection that writes must have; SQLite answers each with the value in force. */
const SETTINGS = {
  /** FULL: a commit is on the disk before it is said to be done. */
  synchronous: 2,
  foreign_keys: 1,
  /** Without it INSERT OR REPLACE deletes a row and no trigger hears of it. */
  recursive_triggers: 1,
  trusted_schema: 0,
  /** On macOS a plain fsync does not reach the disk; elsewhere these change nothing. */
  fullfsync: 1,
  checkpoint_fullfsync: 1,
  /** A memory-mapped database lets a stray write of the process damage it. */
  mmap_size: 0,
  cell_size_check: 1,
  /** Nothing of a home is spilled into the folder for temporary files. */
  temp_store: 2,
} as const;

/** Sets what a home's connection needs, then checks that it is so. @throws HOME_UNWRITABLE, RUNTIME_MISSING */
export function applySettings(connection: Connection): void {
  for (const [name, value] of Object.entries(SETTINGS)) connection.exec(`PRAGMA ${name} = ${String(value)}`);
  // It says which mode it is in: network shares refuse, as they lack the shared memory that it needs.
  connection.get('PRAGMA journal_mode = wal');
  requireSettings(connection);
}

/** Checks the settings in force. @throws HOME_UNWRITABLE for a place without WAL, RUNTIME_MISSING for a SQLite without a setting */
export function requireSettings(connection: Connection): void {
  if (connection.get('PRAGMA journal_mode')?.['journal_mode'] !== 'wal') {
    throw new AppError('HOME_UNWRITABLE', 'the place of the home does not support a write-ahead log', {
      hint: 'put the home on a local disk, not on a network share',
    });
  }
  for (const [name, value] of Object.entries(SETTINGS)) {
    // A build without memory mapping has no such setting, and no row.
    const row = connection.get(`PRAGMA ${name}`);
    if (row?.[name] === value || (row === null && name === 'mmap_size')) continue;
    throw new AppError('RUNTIME_MISSING', `SQLite of this runtime does not take the setting "${name}"`, {
      hint: 'run "npm ci" in the project: it brings the Node.js that the app is made for',
    });
  }
}
