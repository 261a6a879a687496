import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A thing of the operating system that the tests use, and the Debian package that brings it. */
interface Need {
  readonly what: string;
  readonly debianPackage: string;
  isThere(): boolean;
}

function hasProgram(...names: readonly string[]): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
}

function hasLibrary(name: string): boolean {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return (stdout ?? '').includes(name);
}

const NEEDS: readonly Need[] = [
  {
    what: 'Chromium',
    debianPackage: 'chromium',
    isThere: () => hasProgram('chromium', 'chromium-browser', 'google-chrome'),
  },
  { what: 'a D-Bus session (dbus-run-session)', debianPackage: 'dbus', isThere: () => hasProgram('dbus-run-session') },
  { what: 'gnome-keyring', debianPackage: 'gnome-keyring', isThere: () => hasProgram('gnome-keyring-daemon') },
  { what: 'libsecret', debianPackage: 'libsecret-1-0', isThere: () => hasLibrary('libsecret-1.so.0') },
  { what: 'secret-tool', debianPackage: 'libsecret-tools', isThere: () => hasProgram('secret-tool') },
  { what: 'gdbus', debianPackage: 'libglib2.0-bin', isThere: () => hasProgram('gdbus') },
  { what: 'strace', debianPackage: 'strace', isThere: () => hasProgram('strace') },
  { what: 'openssl', debianPackage: 'openssl', isThere: () => hasProgram('openssl') },
  { what: 'jose (latchset)', debianPackage: 'jose', isThere: () => hasProgram('jose') },
  {
    what: 'python3-jwcrypto',
    debianPackage: 'python3-jwcrypto',
    isThere: () => existsSync('/usr/lib/python3/dist-packages/jwcrypto'),
  },
];

/** Installs what the tests need where that is possible (Debian, as root); elsewhere names it, and ends the run. */
export function requireSystem(): void {
  if (process.platform !== 'linux') return;
  const missing = NEEDS.filter((need) => !need.isThere());
  if (missing.length === 0) return;
  const packages = missing.map((need) => need.debianPackage);
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() === 0 && hasProgram('apt-get')) {
    console.log(`The tests need ${missing.map((need) => need.what).join(', ')}: installing.`);
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  }
  const still = NEEDS.filter((need) => !need.isThere());
  if (still.length === 0) return;
  console.error(
    `The tests need ${still.map((need) => need.what).join(', ')}, and this system lacks ${still.length === 1 ? 'it' : 'them'}.`,
  );
  console.error(`On Debian or Ubuntu: ${command}`);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
