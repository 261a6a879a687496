import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { INSTALLER_NAME } from '../electron/domain/hash-commands.ts';
import { type BuildKind, fuseTable } from './fuse-wire.ts';

const KEYTAR = 'node_modules/keytar';
/** The page that restores keys from shares without the app, and its SHA-256. */
const RECOVERY = ['recovery.html', 'recovery.html.sha256'] as const;

/** Says how the desktop app in `bundlesFolder` is packaged. There is no updater: a bank rolls out what it has checked. */
export function packagingConfig(kind: BuildKind, bundlesFolder: string): Configuration {
  const resources = import.meta.dirname;
  return {
    extraMetadata: { main: 'out/main.mjs' },
    appId: 'org.dcm-keys.manager',
    productName: 'DCM Key Manager',
    artifactName: INSTALLER_NAME,
    copyright: 'Apache-2.0',
    directories: { output: 'dist', buildResources: join(resources, 'resources') },
    // Everything is bundled: of node_modules only the native module of this platform is left.
    files: [
      {
        from: '.',
        filter: [
          '!**/*',
          'package.json',
          'LICENSE',
          `${KEYTAR}/package.json`,
          `${KEYTAR}/LICENSE.md`,
          `${KEYTAR}/lib/*.js`,
          `${KEYTAR}/prebuilds/\${platform}-\${arch}/*.node`,
        ],
      },
      {
        from: bundlesFolder,
        to: 'out',
        filter: [
          'main.mjs',
          'scan-worker.mjs',
          'preload.cjs',
          'app-files.json',
          'recovery.html',
          'renderer/**',
          'chunks/main-*.mjs',
        ],
      },
    ],
    // Beside the program too, for whoever has the installation and no way to start it.
    extraResources: [{ from: bundlesFolder, to: '.', filter: [...RECOVERY] }],
    // Only what must lie outside does: the archive's integrity check does not reach there.
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    npmRebuild: false,
    electronFuses: writtenFuses(kind),
    electronLanguages: ['en', 'uk'],
    publish: null,
    forceCodeSigning: kind === 'release' && process.platform !== 'linux',
    mac: {
      target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
      category: 'public.app-category.finance',
      // What macOS shows when the camera is asked for; without it the app would be ended.
      extendInfo: { NSCameraUsageDescription: 'To read QR codes of public keys, when you ask for it.' },
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: join(resources, 'entitlements.mac.plist'),
      entitlementsInherit: join(resources, 'entitlements.mac.plist'),
      notarize: kind === 'release',
    },
    win: {
      target: [{ target: 'nsis', arch: ['x64'] }],
      requestedExecutionLevel: 'asInvoker',
    },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, differentialPackage: false },
    linux: {
      target: [
        { target: 'deb', arch: ['x64'] },
        { target: 'AppImage', arch: ['x64'] },
      ],
      executableName: 'dcm-key-manager',
      category: 'Office',
      maintainer: 'DCM Key Manager contributors <packages@dcm-keys.invalid>',
    },
    deb: { depends: ['libsecret-1-0', 'libnss3', 'libgtk-3-0', 'libasound2 | libasound2t64'] },
  };
}

/** The last fuse of the table stands at Electron's default, and the tool that writes fuses does not know it. */
function writtenFuses(kind: BuildKind): NonNullable<Configuration['electronFuses']> {
  const table = Object.entries(fuseTable(kind)).filter(([fuse]) => fuse !== 'wasmTrapHandlers');
  return Object.fromEntries(table);
}
