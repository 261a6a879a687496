import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const CHILD = join(import.meta.dirname, 'vault-writer-child.ts');
const IS_ROOT = process.getuid?.() === 0;
const [UNSHARE, ...ALONE] = IS_ROOT ? (['unshare', '-m'] as const) : (['unshare', '-r', '-m'] as const);
const CAN_MOUNT = spawnSync(UNSHARE, [...ALONE, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dcm-vault-disk-'));
  execFileSync(process.execPath, [CHILD, home, 'a', '12']);
});
afterEach(() => rmSync(home, { recursive: true }));

/** Writes one entry and reads one as a user without special rights, and says what came of both. */
function tryAsNobody(): string {
  const command = [process.execPath, CHILD, home, 'try', 'a-0'];
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const [program = '', ...args] = IS_ROOT ? [...nobody, ...command] : command;
  return execFileSync(program, args, { encoding: 'utf8' }).trim();
}

it('a folder that may not be written is HOME_UNWRITABLE, and reading goes on', () => {
  if (IS_ROOT) execFileSync('chown', ['-R', '65534', home]);
  execFileSync('chmod', ['0500', home]);
  expect(tryAsNobody()).toBe('HOME_UNWRITABLE a0');
  execFileSync('chmod', ['0700', home]);
});

it('a vault that may not be read is KEYCHAIN_DENIED', () => {
  execFileSync('chmod', ['0755', home]);
  execFileSync('chmod', ['0000', join(home, 'vault.json')]);
  expect(tryAsNobody()).toBe('KEYCHAIN_DENIED KEYCHAIN_DENIED');
});

it('a file that may not grow is DISK_FULL, and the old vault stays whole', () => {
  const before = readFileSync(join(home, 'vault.json'));
  const script = 'ulimit -f 1; exec "$0" "$@"';
  const output = execFileSync('bash', ['-c', script, process.execPath, CHILD, home, 'try', 'a-0'], {
    encoding: 'utf8',
  });
  expect(output.trim()).toBe('DISK_FULL a0');
  expect(readFileSync(join(home, 'vault.json')).equals(before)).toBe(true);
  expect(readdirSync(home)).toEqual(['vault.json']);
});

it.skipIf(!CAN_MOUNT)(
  CAN_MOUNT
    ? 'a disk filled to the last byte is DISK_FULL, keeps the old vault, and works again when there is room'
    : 'NOT RUN: a disk filled to the last byte needs the right to mount a tmpfs (run as root)',
  () => {
    const script = `set -e
      mount -t tmpfs -o size=192k tmpfs "$0"; cd "$0"
      "$1" "$2" "$0" a 1
      "$1" "$2" "$0" fill
      sum=$(sha256sum vault.json)
      "$1" "$2" "$0" try a-0
      [ "$sum" = "$(sha256sum vault.json)" ] && echo same
      ls
      rm filler; "$1" "$2" "$0" try a-0; ls`;
    const output = execFileSync(UNSHARE, [...ALONE, 'bash', '-c', script, home, process.execPath, CHILD], {
      encoding: 'utf8',
    });
    expect(output.trim().split('\n')).toEqual([
      'DISK_FULL a0',
      'same',
      'filler',
      'vault.json',
      'written y',
      'vault.json',
    ]);
  },
);
