import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build as buildPackage, type CliOptions } from 'electron-builder';
import { buildTarget } from './build.ts';
import { packagingConfig } from './electron-builder.config.ts';
import { type BuildKind, expectedWire, readFuseWires } from './fuse-wire.ts';

const root = resolve(import.meta.dirname, '..');
const REVIEW_DAYS = 60;

export interface PackageRequest {
  readonly kind: BuildKind;
  /** What `build.ts` has built. */
  readonly bundlesFolder: string;
  /** Only the folder, without an installer. */
  readonly isFolderOnly: boolean;
  readonly outputFolder: string;
  /** An unpacked Electron to use in place of the one of the lockfile's version. */
  readonly electronDist: string | null;
}

/**
 * Packages the desktop app for this platform, and reads the fuses of what came out.
 * @throws when a binary's fuses are not those of the table
 */
export async function packageApp({
  kind,
  bundlesFolder,
  isFolderOnly,
  outputFolder,
  electronDist,
}: PackageRequest): Promise<void> {
  const config = packagingConfig(kind, bundlesFolder);
  const options: CliOptions = {
    projectDir: root,
    ...(isFolderOnly ? { dir: true } : {}),
    publish: 'never',
    config: {
      ...config,
      directories: { ...config.directories, output: outputFolder },
      ...(electronDist === null ? {} : { electronDist }),
    },
  };
  await buildPackage(options);
  for (const path of findBinaries(outputFolder)) checkFuses(path, kind);
}

function checkFuses(path: string, kind: BuildKind): void {
  const expected = expectedWire(kind);
  for (const wire of readFuseWires(readFileSync(path))) {
    if (!wire.startsWith(expected)) throw new Error(`${path} has the fuses ${wire}, and not ${expected}`);
    // A newer Electron may have grown fuses that nobody here has decided on.
    if (wire.length > expected.length) console.warn(`${path}: fuses beyond the table: ${wire.slice(expected.length)}`);
  }
}

/** Gives the programs of the unpacked packages: the one file of each that holds the fuses. */
export function findBinaries(outputFolder: string): string[] {
  const framework = 'Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework';
  const candidates = [
    'linux-unpacked/dcm-key-manager',
    'linux-arm64-unpacked/dcm-key-manager',
    'win-unpacked/DCM Key Manager.exe',
    ...['mac', 'mac-arm64'].map((folder) => `${folder}/DCM Key Manager.app/${framework}`),
  ];
  const found = candidates.map((path) => join(outputFolder, path)).filter((path) => existsSync(path));
  if (found.length === 0) throw new Error(`no packaged program in ${readdirSync(outputFolder).join(', ')}`);
  return found;
}

/** A release is made of an Electron that somebody has looked at in the last two months. */
function refuseOldReview(now: number): void {
  const file = join(import.meta.dirname, 'electron-support.json');
  const { reviewedOn } = JSON.parse(readFileSync(file, 'utf8')) as { readonly reviewedOn: string };
  const days = (now - Date.parse(reviewedOn)) / 86_400_000;
  if (days > REVIEW_DAYS) throw new Error(`electron-support.json was reviewed on ${reviewedOn}: review it again`);
}

if (import.meta.main) {
  const arguments_ = process.argv.slice(2);
  const kind = arguments_.includes('--test') ? 'test' : 'release';
  if (kind === 'release') refuseOldReview(Date.now());
  const bundlesFolder = join(root, 'out');
  await buildTarget('all', bundlesFolder);
  try {
    await packageApp({
      kind,
      bundlesFolder,
      isFolderOnly: arguments_.includes('--dir'),
      outputFolder: join(root, 'dist'),
      electronDist: null,
    });
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    console.error("Electron's runtime could not be fetched, so there is nothing to package: run this where GitHub or");
    console.error('a mirror of its releases (ELECTRON_MIRROR) can be reached.');
    process.exitCode = 1;
  }
}

function isUnreachable(error: unknown): boolean {
  const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENETUNREACH'];
  return (
    error instanceof Error &&
    codes.some((code) => `${error.message} ${String('code' in error && error.code)}`.includes(code))
  );
}
