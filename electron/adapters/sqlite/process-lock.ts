import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, hasCode } from '../../domain/errors.ts';
import { openConnection } from './connection.ts';
import { makePrivateFile, makePrivateFolder } from './home-files.ts';

export interface ProcessLock {
  release(): void;
}

const POLL_MS = 50;

/**
 * Takes a lock that one process at a time can hold: an exclusive transaction on a small file of its own, which the
 * operating system drops when the process ends in whatever way.
 * @returns `null` where another one has it
 * @throws HOME_UNWRITABLE, DISK_FULL
 */
export function tryProcessLock(folder: string, name: string): ProcessLock | null {
  makePrivateFolder(folder);
  const path = join(folder, name);
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

/** The same, waiting for whoever has it without blocking this process. @throws HOME_IN_USE, HOME_UNWRITABLE, DISK_FULL */
export async function waitForProcessLock(
  folder: string,
  name: string,
  { patienceMs = 60_000, refusal = 'another process is writing keys of this home' } = {},
): Promise<ProcessLock> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const lock = tryProcessLock(folder, name);
    if (lock !== null) return lock;
    if (performance.now() > until) {
      throw new AppError('HOME_IN_USE', refusal, {
        hint: 'wait until it is done, then try again; nothing was changed',
      });
    }
    await sleep(POLL_MS);
  }
}
