import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import type { RandomBytes } from '../../domain/clock.ts';
import { unwritable } from './vault-file.ts';

const FLAG = /^vault\.lock\.([0-9a-f]{8})\.(\d+)\.(\d+)\.[0-9a-f]{16}$/;
/** No write takes longer; a flag whose owner we can not look up is dead after this. */
const ABANDONED_MS = 60_000;

/**
 * Runs `work` while no other process of this home writes its vault.
 *
 * Everybody who wants the lock raises a flag of its own (an empty file whose name says who it is), then looks
 * for other flags: alone, it has the lock; otherwise it lowers its flag and comes back after a random pause.
 * Two can never both see themselves alone. A flag has a name that is never used twice, so removing one of a
 * dead process can not remove the lock of a living one, as it could with one shared lock file.
 * @throws HOME_IN_USE after `waitMs`, HOME_UNWRITABLE, DISK_FULL
 */
export async function withVaultLock<T>(
  home: string,
  waitMs: number,
  randomBytes: RandomBytes,
  work: () => Promise<T>,
): Promise<T> {
  const flag = join(
    home,
    `vault.lock.${PLACE}.${process.pid}.${startOf(process.pid)}.${randomBytes(8).toString('hex')}`,
  );
  const until = performance.now() + waitMs;
  while (!(await tryRaise(home, flag))) {
    if (performance.now() >= until)
      throw new AppError('HOME_IN_USE', 'another process is writing the vault of this home', {
        hint: 'wait until the other window or command is done, and try again',
      });
    await sleep(5 + (randomBytes(1)[0] ?? 0) / 5);
  }
  try {
    return await work();
  } finally {
    await lower(flag);
  }
}

async function tryRaise(home: string, flag: string): Promise<boolean> {
  try {
    if (await isAnotherRaised(home, flag)) return false;
    await (await open(flag, 'wx', 0o600)).close();
    if (!(await isAnotherRaised(home, flag))) return true;
  } catch (thrown) {
    await lower(flag);
    throw unwritable(thrown);
  }
  await lower(flag);
  return false;
}

async function lower(flag: string): Promise<void> {
  try {
    await rm(flag, { force: true });
  } catch (thrown) {
    throw unwritable(thrown);
  }
}

async function isAnotherRaised(home: string, own: string): Promise<boolean> {
  let isRaised = false;
  for (const name of await readdir(home)) {
    const path = join(home, name);
    if (path === own || !FLAG.test(name)) continue;
    if (await isAlive(path, name)) isRaised = true;
    else await rm(path, { force: true });
  }
  return isRaised;
}

async function isAlive(path: string, name: string): Promise<boolean> {
  const [, place, pid, start] = FLAG.exec(name) ?? [];
  const actualStart = place === PLACE ? startOf(Number(pid)) : UNKNOWN;
  if (actualStart === GONE) return false;
  // The number may belong to a new process since; its start tells.
  if (actualStart !== UNKNOWN && start !== UNKNOWN) return actualStart === start;
  try {
    return Math.abs(Date.now() - (await stat(path)).mtimeMs) < ABANDONED_MS;
  } catch {
    // Lowered in the meantime.
    return false;
  }
}

const GONE = 'gone';
const UNKNOWN = '0';

/** One boot of one machine, and one set of process numbers on it: elsewhere a number means another process. */
const PLACE = createHash('sha256')
  .update(`${hostname()} ${textOr('/proc/sys/kernel/random/boot_id')} ${linkOr('/proc/self/ns/pid')}`)
  .digest('hex')
  .slice(0, 8);

/** When a process was started, in ticks since boot; `GONE` without one, `UNKNOWN` where the system does not tell. */
function startOf(pid: number): string {
  if (process.platform === 'linux') {
    const line = textOr(`/proc/${pid}/stat`);
    // The second field is a name in brackets that may hold spaces and brackets; the start is the 20th after it.
    return line === '' ? GONE : (line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? UNKNOWN);
  }
  try {
    process.kill(pid, 0);
    return UNKNOWN;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH' ? GONE : UNKNOWN;
  }
}

function textOr(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // Only Linux has it, and only while the process lives.
    return '';
  }
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Only Linux has it.
    return '';
  }
}
