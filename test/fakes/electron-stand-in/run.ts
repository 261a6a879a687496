import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildTarget } from '../../../build/build.ts';
import { isStale } from '../../../build/stale.ts';
import type { MainReport, MainScenario } from './scenario.ts';
import { readSurface, type Surface } from './surface.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');
/** A folder of its own: other tests build and run `out/` at the same time. */
const outFolder = join(root, 'artefacts', 'stand-in-out');

export interface PreloadReport {
  readonly names: readonly string[];
  readonly members: readonly string[];
  readonly isFrozen: boolean;
  readonly heard: readonly unknown[][];
  readonly listenersLeft: number;
  readonly invoked: readonly unknown[][];
  /** What came of dropping what is no file. */
  readonly refused: readonly string[];
}

/** A change to a built bundle: the first text, which must be there, becomes the second. */
export type Fault = readonly [from: string, to: string];

/** Read once for each test file: the definitions are 28,000 lines. */
let surface: Surface | null = null;

/** Builds what is run, unless it is there and was made from today's sources. */
export async function prepareBundles(): Promise<void> {
  mkdirSync(outFolder, { recursive: true });
  if (isStale('all', { root, outFolder })) await buildTarget('all', outFolder);
}

/** Starts the built main bundle in a process of its own against the stand-in, on a new home. */
export function runMain(scenario: Omit<MainScenario, 'bundle' | 'homePath' | 'surface'>, fault?: Fault): MainReport {
  return inFolder((folder) => {
    const bundle = fault === undefined ? join(outFolder, 'main.mjs') : plant(folder, 'main.mjs', fault);
    const homePath = join(folder, 'home');
    const arguments_ = [...scenario.arguments_, `--home=${homePath}`];
    const request = { surface: knownSurface(), ...scenario, arguments_, bundle, homePath };
    return drive('drive-main.ts', request, folder) as MainReport;
  });
}

/** Runs the built preload in a process of its own. */
export function runPreload(fault?: Fault): PreloadReport {
  return inFolder((folder) => {
    const bundle = fault === undefined ? join(outFolder, 'preload.cjs') : plant(folder, 'preload.cjs', fault);
    return drive('drive-preload.ts', { surface: knownSurface(), bundle }, folder) as PreloadReport;
  });
}

function knownSurface(): Surface {
  surface ??= readSurface();
  return surface;
}

function inFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-keys-stand-in-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies the built app and breaks one thing in it. */
function plant(folder: string, fileName: string, [from, to]: Fault): string {
  const copy = join(folder, 'out');
  cpSync(outFolder, copy, { recursive: true });
  const code = readFileSync(join(copy, fileName), 'utf8');
  if (!code.includes(from)) throw new Error(`${fileName} has no "${from}" to break`);
  writeFileSync(join(copy, fileName), code.replace(from, to));
  return join(copy, fileName);
}

function drive(driver: string, request: unknown, folder: string): unknown {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify(request));
  const child = spawnSync(process.execPath, [join(import.meta.dirname, driver), file], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const line = child.stdout.trimEnd().split('\n').at(-1) ?? '';
  if (child.status !== 0 || !line.startsWith('{'))
    throw new Error(`${driver} ended with ${child.status}: ${child.stderr}`);
  return JSON.parse(line);
}
