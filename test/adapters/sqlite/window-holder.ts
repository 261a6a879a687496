import { writeSync } from 'node:fs';
import { acquireWindowLock } from '../../../electron/adapters/sqlite/window-lock.ts';

/** A process that takes the window lock of a home, says so, and holds it for half a minute at most. */
const lock = acquireWindowLock(process.argv[2] ?? '');
writeSync(1, lock === null ? 'refused\n' : 'locked\n');
if (lock !== null) setTimeout(() => lock.release(), 30_000);
