import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CLI } from '../../cli/run-terminal.ts';

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((folder) => `/usr/lib/${folder}/libsecret-1.so.0`);
const library = LIBRARIES.find((path) => existsSync(path));
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'dcm-no-libsecret-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One command in a view of the disk in which the library is an empty file, or is there. */
function run(isHidden: boolean, ...argv: readonly string[]) {
  const hide = isHidden ? `mount --bind /dev/null ${realpathSync(library ?? '/')} && ` : '';
  return spawnSync('unshare', ['--mount', 'bash', '-c', `${hide}exec "$@"`, 'bash', process.execPath, CLI, ...argv], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
    input: '',
  });
}

describe.runIf(isRoot && library !== undefined)('a Linux without libsecret', () => {
  const home = ['--home', join(folder, 'home')];

  it('makes no key and says what to install: 3', () => {
    const made = run(true, 'key', 'generate', '--bits', '2048', '--json', ...home);
    expect([made.status, JSON.parse(made.stdout)]).toMatchObject([3, { error: { code: 'KEYCHAIN_UNAVAILABLE' } }]);
    expect(made.stdout).toContain('libsecret-1-0');
    expect(run(true, 'key', 'list', '--json', ...home).stdout.trim()).toBe('[]');
    const files = readdirSync(join(folder, 'home')).map((name) => readFileSync(join(folder, 'home', name), 'latin1'));
    expect(files.join('')).not.toMatch(/PRIVATE KEY|"d":|k1\./u);
  });

  it('is told apart from one that has the library and no session', () => {
    const made = run(false, 'key', 'generate', '--bits', '2048', '--json', ...home);
    expect(made.status).toBe(3);
    expect(made.stdout).not.toContain('libsecret-1-0');
  });

  it('judges, lists and practises as everywhere', () => {
    expect(run(true, 'token', 'verify', 'a.b.c', '--own', ...home).status).toBe(1);
    expect(run(true, 'demo', '--json').status).toBe(0);
  });
});
