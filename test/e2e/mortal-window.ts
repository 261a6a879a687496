import { execFileSync, spawn } from 'node:child_process';
import { once as eventOf } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { _electron, chromium, type Page } from 'playwright/test';
import { findElectron } from '../../build/start.ts';

const OUT_FOLDER = resolve(import.meta.dirname, '..', '..', 'out');

/** A window whose core is a process of its own, which can be killed with everything that it started. */
export interface MortalWindow {
  readonly page: Page;
  /** SIGKILL to the process of the core and to its browser: nothing of them gets to say a last word. */
  readonly kill: () => Promise<void>;
}

/** Opens the window on a home. Files are saved into `downloads`. */
export async function openMortalWindow(homePath: string, downloads: string): Promise<MortalWindow> {
  const executablePath = findElectron();
  if (executablePath !== null) {
    const app = await _electron.launch({ executablePath, args: [join(OUT_FOLDER, 'main.mjs'), `--home=${homePath}`] });
    await app.evaluate(({ dialog }, folder) => {
      dialog.showSaveDialog = (...given: unknown[]) => {
        const { defaultPath = '' } = given.at(-1) as Electron.SaveDialogOptions;
        return Promise.resolve({ canceled: false, filePath: `${folder}/${defaultPath}` });
      };
    }, downloads);
    const page = await app.firstWindow();
    return { page, kill: once(() => killTree(app.process())) };
  }
  const port = String(await freePort());
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'preview-child.ts'), OUT_FOLDER, homePath, downloads, port],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await Promise.race([
    eventOf(child.stdout, 'data'),
    eventOf(child, 'exit').then(([code]) => {
      throw new Error(`the window ended with ${String(code)} before it was open`);
    }),
  ]);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('the browser has no window');
  return { page, kill: once(() => killTree(child)) };
}

/** Whoever tidies up kills again what may be dead already. */
function once(act: () => Promise<void>): () => Promise<void> {
  let acting: Promise<void> | null = null;
  return () => (acting ??= act());
}

interface Process {
  readonly pid?: number | undefined;
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  once(event: 'exit', listener: () => void): unknown;
}

/** Kills the root first, so that it can't tidy up after the others; then waits until it is gone. */
async function killTree(root: Process): Promise<void> {
  if (root.pid === undefined || root.exitCode !== null || root.signalCode !== null) {
    throw new Error('the window had ended before it was killed');
  }
  const doomed = [root.pid, ...descendantsOf(root.pid)];
  const gone = new Promise<void>((settle) => void root.once('exit', settle));
  for (const pid of doomed) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // A part of the browser may end by itself once another part is gone.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  await gone;
  if (root.signalCode !== 'SIGKILL') throw new Error(`the window ended with ${String(root.exitCode)} instead`);
}

function descendantsOf(pid: number): readonly number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/u).map(Number));
  const found = [pid];
  // The list grows while it is walked: children of children.
  for (const parent of found) found.push(...pairs.filter(([, of]) => of === parent).map(([own = 0]) => own));
  return found.slice(1);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await eventOf(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return port;
}
