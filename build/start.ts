import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildTarget } from './build.ts';
import { isStale } from './stale.ts';

const root = resolve(import.meta.dirname, '..');
const EXIT_NO_DISPLAY = 1;
const DOWNLOAD_TIMEOUT_MS = 300_000;

/** Gives the path of the installed Electron, or `null` where only its package is there. */
export function findElectron(folder = join(root, 'node_modules', 'electron')): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : null;
}

/** Tells whether a window can be shown. Only Linux has machines where none can. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  return platform !== 'linux' || Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);
}

/** Fetches Electron's runtime by its own installer, which checks what it gets against the digests of its package. */
function fetchElectron(): string | null {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: DOWNLOAD_TIMEOUT_MS });
  return findElectron();
}

async function start(arguments_: readonly string[]): Promise<number> {
  const isHeadless = arguments_.includes('--headless');
  if (!isHeadless && !hasDisplay()) {
    say('There is no display here: run "npm run demo" to see the main job in the terminal.');
    return EXIT_NO_DISPLAY;
  }
  const outFolder = join(root, 'out');
  if (isStale('all', { root, outFolder })) await buildTarget('all', outFolder);
  const electron = isHeadless ? null : (findElectron() ?? fetchElectron());
  if (electron !== null) return await run(electron, [join(outFolder, 'main.mjs'), ...arguments_]);
  if (!isHeadless)
    say("Electron's runtime is not installed and could not be fetched: opening the preview in Chromium.");
  return await run(process.execPath, [join(outFolder, 'preview.mjs'), ...arguments_]);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run(program: string, arguments_: readonly string[]): Promise<number> {
  const child = spawn(program, arguments_, { stdio: 'inherit' });
  // A terminal's own signals reach the child as well; it ends in its own time, and we after it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return await new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => settle(code ?? 1));
  });
}

if (import.meta.main) process.exitCode = await start(process.argv.slice(2));
