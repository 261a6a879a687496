import type { CeremonyView } from '../../shared/model/ceremony.ts';

type Shown = NonNullable<CeremonyView['now']>['shown'];
type System = 'linux' | 'darwin' | 'win32';

const NAMES = { linux: 'Linux', darwin: 'macOS', win32: 'Windows PowerShell' } as const;
/** The ends of the installers’ names: what electron-builder makes of `INSTALLER_NAME` for each target of a system. */
const INSTALLERS: Readonly<Record<System, readonly string[]>> = {
  linux: ['linux-amd64.deb', 'linux-x86_64.AppImage'],
  darwin: ['mac-arm64.dmg', 'mac-x64.dmg'],
  win32: ['win-x64.exe'],
};
/** electron-builder's pattern of an installer's name. */
export const INSTALLER_NAME = 'dcm-key-manager-${version}-${os}-${arch}.${ext}';

/** The installers of a version for one system, by their file names. */
export function installersFor(system: System, version: string): readonly string[] {
  return INSTALLERS[system].map((end) => `dcm-key-manager-${version}-${end}`);
}

/** The operating system's own command that gives the SHA-256 of a file, with the path as its shell takes it literally. */
export function hashCommand(system: System, path: string): string {
  if (system === 'win32') return `Get-FileHash -Algorithm SHA256 -LiteralPath '${path.replaceAll("'", "''")}'`;
  const quoted = `'${path.replaceAll("'", String.raw`'\''`)}'`;
  return system === 'darwin' ? `shasum -a 256 -- ${quoted}` : `sha256sum -- ${quoted}`;
}

/**
 * What the screen shows where the app is compared with what its maker published: the commands of this operating system, for
 * the installers on a second medium and for the app that runs, and last, what that says of itself.
 */
export function shownOfApp(
  platform: NodeJS.Platform,
  app: { readonly version: string; readonly path: string; readonly reports: string | null },
): Shown {
  const system = platform === 'win32' || platform === 'darwin' ? platform : 'linux';
  const command = (id: string, [en, uk]: readonly [string, string], path: string) => ({
    id,
    label: { en: `${en} (${NAMES[system]})`, uk: `${uk} (${NAMES[system]})` },
    value: hashCommand(system, path),
    as: 'command' as const,
  });
  return [
    ...installersFor(system, app.version).map((name, at) =>
      command(
        `installer-${String(at + 1)}`,
        ['The installer, in the folder of the second medium', 'Інсталятор, у теці другого носія'],
        name,
      ),
    ),
    command('app', ['The app that runs here', 'Застосунок, що працює тут'], app.path),
    {
      id: 'app-reports',
      label: {
        en: 'As reported by the app itself (proves nothing)',
        uk: 'За словами самого застосунку (нічого не доводить)',
      },
      value: app.reports ?? '-',
      as: 'text',
    },
  ];
}
