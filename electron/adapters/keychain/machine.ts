import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';

/** Whose keychain of the operating system it is. */
export interface Machine {
  readonly machine: string;
  readonly machineId: string | null;
  readonly user: string;
}

const MACHINE_ID_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];
/** The system's own id is not told to others: a digest that only this program makes stands for it. */
const APPLICATION = 'dcm-key-manager machine\0';

/** The computer and the user, as the operating system says; cheap, and nothing of it is verified. */
export function readMachine(files: readonly string[] = MACHINE_ID_FILES): Machine {
  return { machine: hostname(), machineId: machineIdIn(files), user: userName() };
}

/** @see machine-id(5): 32 hexadecimal digits; "uninitialized" while an image is being made */
function machineIdIn(files: readonly string[]): string | null {
  for (const file of files) {
    const id = textOf(file).trim();
    if (/^[0-9a-f]{32}$/u.test(id))
      return createHash('sha256')
        .update(APPLICATION + id)
        .digest('hex')
        .slice(0, 16);
  }
  return null;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // Only Linux has it, and not every container.
    return '';
  }
}

/** Where a service or a container runs under a number that has no name, the number is what the system says. */
function userName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `uid ${String(process.getuid?.() ?? 'unknown')}`;
    throw error;
  }
}
