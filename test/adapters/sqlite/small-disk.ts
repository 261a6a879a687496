import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from './homes.ts';

/** A file system of a few kilobytes, in memory, that a test mounts for itself. */
interface SmallDisk {
  readonly folder: string;
  /** Mounts it again with other options. */
  remount(options: string): void;
}

/** Tells whether this machine lets a test mount a file system: a container often does not, and only root may. */
export function canMount(): boolean {
  const folder = scratchFolder();
  if (!succeeds(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])) return false;
  return succeeds(['umount', folder]);
}

export function onSmallDisk(size: string, work: (disk: SmallDisk) => void): void {
  const folder = join(scratchFolder(), 'disk');
  mkdirSync(folder);
  mustSucceed(['mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  try {
    work({ folder, remount: (options) => mustSucceed(['mount', '-o', `remount,${options}`, folder]) });
  } finally {
    mustSucceed(['umount', folder]);
  }
}

function succeeds([program = '', ...args]: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

function mustSucceed(command: readonly string[]): void {
  if (!succeeds(command)) throw new Error(`failed: ${command.join(' ')}`);
}
