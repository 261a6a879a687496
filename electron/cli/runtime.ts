import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED_SQLITE = [3, 51, 3] as const;
/** Every flag that names a descriptor ends like this. */
const FD_FLAG = /^(--[a-z-]+-fd)(?:=|$)/u;
/** As a shell writes them for `<(…)`, and as people do. */
const FD_PATH = /(?:^|=)\/(?:dev|proc\/self)\/fd\/(\d{1,4})$/u;
const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Tells whether this Node brings the SQLite that homes are kept in. */
export function isRuntimeFit(): boolean {
  const version = process.versions.sqlite;
  return version !== undefined && isBuiltin('node:sqlite') && isAtLeast(version, NEEDED_SQLITE);
}

function isAtLeast(version: string, needed: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of needed.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** The project's own Node 24, found beside this file; never by PATH, where anybody may put one. */
export function findOwnNode(moduleUrl: string): string | null {
  const folder = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  for (let at = dirname(fileURLToPath(moduleUrl)); ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', folder, 'bin', program);
    if (existsSync(candidate)) return candidate;
    if (at === dirname(at)) return null;
  }
}

/**
 * Runs the same command line again with another Node: same arguments, descriptors and signals.
 * @returns the exit code; 130 where Ctrl-C came first; a child that died of another signal takes this process with it
 */
export async function runWith(node: string, script: string, argv: readonly string[]): Promise<number> {
  const forward = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to the whole group already. A second one would end what the first was an answer to.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  const child = spawn(node, [script, ...argv], { stdio: inheritedDescriptors(argv) });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const one of FORWARDED) process.off(one, forward);
      if (signal === 'SIGINT') resolve(130);
      else if (signal !== null) process.kill(process.pid, signal);
      else resolve(code ?? 70);
    });
  });
}

/** stdin, stdout, stderr, and every descriptor that an argument names. */
function inheritedDescriptors(argv: readonly string[]): ('inherit' | 'ignore' | number)[] {
  const stdio: ('inherit' | 'ignore' | number)[] = ['inherit', 'inherit', 'inherit'];
  argv.forEach((argument, index) => {
    const descriptor = namedDescriptor(argument, argv[index + 1] ?? '');
    if (descriptor === null || descriptor < 3) return;
    while (stdio.length <= descriptor) stdio.push('ignore');
    stdio[descriptor] = descriptor;
  });
  return stdio;
}

function namedDescriptor(argument: string, next: string): number | null {
  const flag = FD_FLAG.exec(argument)?.[1];
  if (flag === undefined) return numberIn(FD_PATH.exec(argument)?.[1]);
  return numberIn(argument === flag ? next : argument.slice(flag.length + 1));
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/u.test(text) ? Number(text) : null;
}

/**
 * Ends this process though a native call is stuck: an unanswered keychain prompt holds a thread, and an orderly exit
 * would wait for it. Replacing the program image does not.
 */
export function endAtOnce(code: number): void {
  if (process.platform === 'win32' || typeof process.execve !== 'function') process.exit(code);
  process.execve('/bin/sh', ['sh', '-c', `exit ${String(code)}`], {});
}
