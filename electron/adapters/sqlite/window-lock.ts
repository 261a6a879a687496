import { type ProcessLock, tryProcessLock } from './process-lock.ts';

/**
 * Takes the lock that lets one window only work on a home. Commands in a terminal don't take it.
 * @returns `null` where another window has it
 * @throws HOME_UNWRITABLE, DISK_FULL
 */
export function acquireWindowLock(folder: string): ProcessLock | null {
  return tryProcessLock(folder, 'window.lock');
}
