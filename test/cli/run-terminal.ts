import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The terminal as it is built: `out/cli.mjs`. */
export const CLI = resolve(import.meta.dirname, '../../out/cli.mjs');
const PASSPHRASE = 'correct horse battery staple';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as its one JSON document. */
  json<T = Record<string, unknown>>(): T;
}

export interface RunOptions {
  readonly input?: string | Buffer;
  /** What descriptor 3 gives; `null` leaves it closed. */
  readonly passphrase?: string | null;
  readonly env?: NodeJS.ProcessEnv;
  readonly node?: string;
  readonly cwd?: string;
  /** A file that a descriptor after 3 reads, as a shell opens it. */
  readonly files?: { readonly 4: string };
}

/** Runs one command line to its end. */
export function runTerminal(argv: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { input = '', passphrase = PASSPHRASE, env = {}, node = process.execPath, cwd, files } = options;
  const opened = files === undefined ? null : openSync(files[4], 'r');
  const child = spawn(node, [CLI, ...argv], {
    stdio: ['pipe', 'pipe', 'pipe', passphrase === null ? 'ignore' : 'pipe', ...(opened === null ? [] : [opened])],
    env: { ...process.env, DCM_KEYS_HOME: '', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (opened !== null) closeSync(opened);
  const descriptor = child.stdio[3];
  if (descriptor && 'end' in descriptor) {
    descriptor.on('error', () => undefined);
    descriptor.end(`${passphrase ?? ''}\n`);
  }
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return ended(child);
}

function ended(child: ChildProcess): Promise<Ended> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolveEnded, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const stdout = Buffer.concat(out).toString('utf8');
      const stderr = Buffer.concat(err).toString('utf8');
      resolveEnded({
        code,
        stdout,
        stderr,
        json<T>() {
          try {
            return JSON.parse(stdout) as T;
          } catch (cause) {
            throw new Error(`no JSON document: ${JSON.stringify(stdout)} ${JSON.stringify(stderr)}`, { cause });
          }
        },
      });
    });
  });
}

/** A home with a sealed vault: `run` adds `--home`, the vault and its passphrase to every command line. */
export interface TestHome {
  readonly path: string;
  run(argv: readonly string[], options?: RunOptions): Promise<Ended>;
  erase(): void;
}

export function createTestHome(): TestHome {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-cli-'));
  const path = join(folder, 'home');
  return {
    path,
    run: (argv, options) =>
      runTerminal([...argv, '--home', path, '--keychain', 'sealed', '--passphrase-fd', '3'], options),
    erase: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface PracticeProcess {
  readonly baseUrl: string;
  readonly counterpartyGuid: string;
  readonly dcmKid: string;
  readonly process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `dcm-keys practice` in a process of its own. */
export async function startPracticeProcess(argv: readonly string[] = []): Promise<PracticeProcess> {
  const child = spawn(process.execPath, [CLI, 'practice', ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise<number | null>((resolveExit) => child.once('exit', (code) => resolveExit(code)));
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((resolveLine, reject) => {
    lines.once('line', resolveLine);
    child.once('exit', (code) => reject(new Error(`practice ended with ${String(code)}`)));
  });
  const facts = JSON.parse(first) as Pick<PracticeProcess, 'baseUrl' | 'counterpartyGuid' | 'dcmKid'>;
  return {
    ...facts,
    process: child,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return await exit;
    },
  };
}
