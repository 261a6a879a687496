import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const CHILD = join(import.meta.dirname, 'secret-service-child.ts');
const NEEDED = {
  'dbus-run-session': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  gdbus: 'libglib2.0-bin',
  'secret-tool': 'libsecret-tools',
};
const missing = Object.entries(NEEDED).filter(([program]) => spawnSync('which', [program]).status !== 0);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-secret-service-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the child in a throw-away session. Nothing of the user's own keyring, bus or display is in reach. */
async function runSession(mode: string, { withKeyring }: { readonly withKeyring: boolean }) {
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    LANG: 'C.UTF-8',
  };
  const unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"';
  const node = [process.execPath, CHILD, mode];
  const session = ['dbus-run-session', '--', 'bash', '-c', unlock, 'session', ...node];
  const [program = '', ...args] = withKeyring ? session : node;
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // The bus and its daemons end with the session; a prompt that never answers must not keep them.
  const guard = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 60_000);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(guard);
  const line = output.split('\n').find((candidate) => candidate.startsWith('{'));
  if (line === undefined) throw new Error(`the session printed no report: ${errors.slice(-2000)}`);
  const report: Record<string, unknown> = JSON.parse(line);
  return report;
}

/** A prompter that takes the request to unlock and never answers, like a dialog that nobody sees. */
function installSilentPrompter(): void {
  const services = join(folder, 'data', 'dbus-1', 'services');
  mkdirSync(services, { recursive: true });
  const file = '[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sleep 20\n';
  writeFileSync(join(services, 'org.gnome.keyring.SystemPrompter.service'), file);
}

it('the programs for a real Secret Service are installed', () => {
  const packages = missing.map(([, name]) => name).join(' ');
  expect(missing, `the tests of the real keychain need: apt-get install ${packages}`).toEqual([]);
});

describe.runIf(process.platform === 'linux' && missing.length === 0)('a real gnome-keyring', () => {
  it('keeps, gives back and forgets a key of each kind, and a short text', { timeout: 90_000 }, async () => {
    expect(await runSession('unlocked', { withKeyring: true })).toEqual({
      'RSA-2048': 'deleted',
      'RSA-3072': 'deleted',
      'RSA-4096': 'deleted',
      'P-256': 'deleted',
      'P-384': 'deleted',
      'P-521': 'deleted',
      Ed25519: 'deleted',
      anchor: 'a1.12.abc',
      absent: null,
      removed: [true, false],
      left: '',
    });
  });

  it('that is locked says so, and nothing looks deleted or absent', { timeout: 90_000 }, async () => {
    expect(await runSession('locked', { withKeyring: true })).toMatchObject({
      before: 'usable',
      use: 'KEYCHAIN_LOCKED',
      read: 'KEYCHAIN_LOCKED',
      write: 'KEYCHAIN_LOCKED',
      anchor: 'KEYCHAIN_LOCKED',
      remove: 'delete-pending',
    });
  });

  it('whose prompt nobody answers ends with the time-out', { timeout: 90_000 }, async () => {
    installSilentPrompter();
    const report = await runSession('unanswered', { withKeyring: true });
    expect(report).toMatchObject({
      before: 'usable',
      use: 'KEYCHAIN_TIMEOUT',
      read: 'KEYCHAIN_TIMEOUT',
      write: 'KEYCHAIN_TIMEOUT',
      anchor: 'KEYCHAIN_TIMEOUT',
      remove: 'delete-pending',
    });
    expect(report['seconds']).toBeLessThan(10);
  });
});

it('a session without D-Bus is KEYCHAIN_UNAVAILABLE at once', { timeout: 60_000 }, async () => {
  const report = await runSession('absent', { withKeyring: false });
  expect(report).toMatchObject({
    use: 'KEY_UNAVAILABLE',
    read: 'KEYCHAIN_UNAVAILABLE',
    write: 'KEYCHAIN_UNAVAILABLE',
    anchor: 'KEYCHAIN_UNAVAILABLE',
    remove: 'delete-pending',
  });
  expect(report['seconds']).toBeLessThan(10);
});
