import { join } from 'node:path';
import { hasCode } from '../../domain/errors.ts';
import { openConnection } from './connection.ts';
import { makePrivateFile, makePrivateFolder } from './home-files.ts';

export interface WindowLock {
  release(): void;
}

/**
 * Takes the lock that lets one window only work on a home: an exclusive transaction on a small file of its own, which
 * the operating system drops when the process ends in whatever way. Commands in a terminal don't take it.
 * @returns `null` where another window has it
 * @throws HOME_UNWRITABLE, DISK_FULL
 */
export function acquireWindowLock(folder: string): WindowLock | null {
  makePrivateFolder(folder);
  const path = join(folder, 'window.lock');
  makePrivateFile(path);
  const connection = openConnection(path, { readOnly: false, busyTimeoutMs: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (hasCode(error, 'HOME_IN_USE')) return null;
    throw error;
  }
  return { release: () => connection.close() };
}
