import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Result } from '../../shared/ipc/result.ts';

const CHILD = join(import.meta.dirname, 'offline-window-child.ts');

export interface TracedCore {
  readonly call: (channel: string, input: unknown) => Promise<Result<unknown>>;
  readonly ask: <T>(channel: Channel, input: unknown) => Promise<T>;
  readonly proxiesAsked: () => number;
  /** Ends the process. @returns what it and every thread and child of it did that has to do with a network */
  readonly end: () => Promise<NetworkUse>;
}

export interface NetworkUse {
  /** Sockets of the internet's families, and addresses of them that were named. */
  readonly internet: readonly string[];
  /** Questions to a resolver, over the network or to the service of this computer that asks for us. */
  readonly resolver: readonly string[];
  /** Whether the trace saw the process at all. */
  readonly lines: number;
}

/** Starts the window's core of a home under strace, driven by lines: nothing but our own process is traced. */
export function startTracedCore(homePath: string, trace: string): TracedCore {
  const watched = 'trace=socket,connect,bind,sendto,sendmsg,sendmmsg,io_uring_setup';
  // What goes by a ring instead of a call would not be seen: the kernel's answer is that it has none.
  const noRing = 'inject=io_uring_setup:error=ENOSYS';
  const strace = ['-f', '-qq', '--seccomp-bpf', '-e', watched, '-e', noRing, '-o', trace];
  const child = spawn('strace', [...strace, process.execPath, CHILD, homePath], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const ended = new Promise((resolve) => child.once('close', resolve));
  let next = 0;
  let proxiesAsked = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as { id: number; result: Result<unknown>; proxiesAsked: number };
    proxiesAsked = answer.proxiesAsked;
    waiting.get(answer.id)?.(answer.result);
    waiting.delete(answer.id);
  });
  const call: TracedCore['call'] = (channel, input) =>
    new Promise((resolve) => {
      next += 1;
      waiting.set(next, resolve);
      child.stdin.write(`${JSON.stringify({ id: next, channel, input })}\n`);
    });
  return {
    call,
    async ask<T>(channel: Channel, input: unknown) {
      const result = await call(channel, input);
      if (!result.ok) throw new Error(`${channel}: ${result.error.code} ${result.error.message}`);
      return result.value as T;
    },
    proxiesAsked: () => proxiesAsked,
    async end() {
      child.stdin.end();
      await ended;
      const lines = readFileSync(trace, 'utf8').split('\n');
      return {
        internet: lines.filter((line) => /\bsocket\(AF_INET|sa_family=AF_INET|AF_PACKET/u.test(line)),
        resolver: lines.filter((line) => /htons\(53\)|io\.systemd\.Resolve/u.test(line)),
        lines: lines.length,
      };
    },
  };
}
