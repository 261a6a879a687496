import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../../electron/adapters/sqlite/connection.ts';
import { openStore } from '../../../electron/adapters/sqlite/database.ts';
import { acquireWindowLock } from '../../../electron/adapters/sqlite/window-lock.ts';
import type { Store } from '../../../electron/adapters/sqlite/store.ts';
import { verifyChain } from '../../../electron/domain/audit-chain.ts';
import { appendEvent, codeOf, open, removeScratch, scratchFolder } from './homes.ts';

afterAll(removeScratch);

const KILLS = Number(process.env['DCM_TEST_KILLS'] ?? 40);
const writer = fileURLToPath(new URL('./crashing-writer.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** Resolves when at least so many lines have come. */
  reached(count: number): Promise<void>;
  readonly ended: Promise<void>;
}

function start(script: string, ...args: readonly string[]): Running {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    child.emit('lines');
  });
  const ended = once(child, 'close').then(() => undefined);
  return {
    child,
    lines,
    ended,
    async reached(count) {
      while (lines.length < count && child.exitCode === null && child.signalCode === null) await once(child, 'lines');
    },
  };
}

/** What the process said was durable, as [number, hash]. */
function acknowledged({ lines }: Running): (readonly [number, string])[] {
  return lines
    .filter((line) => line.includes(' '))
    .map((line): [number, string] => {
      const [seq = '', hash = ''] = line.split(' ');
      return [Number(seq), hash];
    });
}

function requireAcknowledged(store: Store, from: number, said: readonly (readonly [number, string])[]): void {
  const head = store.audit.head()?.seq ?? 0;
  const kept = new Map(store.audit.page(null, head - from).map(({ seq, hash }) => [seq, hash]));
  for (const [seq, hash] of said) expect(kept.get(seq), `event ${String(seq)}`).toBe(hash);
}

function requireWhole(folder: string, store: Store): void {
  expect(verifyChain(store.audit.all(), [], { evidenceKey: null }).problem).toBeNull();
  const connection = openConnection(join(folder, 'dcm-keys.db'), { readOnly: true });
  expect(connection.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  connection.close();
}

describe('after a SIGKILL', () => {
  it('an acknowledged event that is not there would be noticed', () => {
    const store = open(scratchFolder());
    const { seq, hash } = store.write(() => appendEvent(store));
    requireAcknowledged(store, 0, [[seq, hash]]);
    expect(() => requireAcknowledged(store, 0, [[seq + 1, hash]])).toThrow('event 2');
    expect(() => requireAcknowledged(store, 0, [[seq, 'another']])).toThrow('event 1');
    store.close();
  });

  it(`at ${String(KILLS)} random instants of writing every acknowledged event is there, whole`, async () => {
    let folder = '';
    let total = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (kill % 20 === 0) folder = scratchFolder();
      const before = openStore({ folder });
      const from = before?.audit.head()?.seq ?? 0;
      before?.close();
      const running = start(writer, folder, 'run', '1000000');
      await running.reached(3);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
      running.child.kill('SIGKILL');
      await running.ended;
      const said = acknowledged(running);
      total += said.length;
      const store = open(folder);
      requireAcknowledged(store, from, said);
      // The change and its event: both or neither.
      expect(store.facts.get('last')).toBe(store.audit.head()?.hash);
      expect((store.audit.head()?.seq ?? 0) - from - said.length).toBeLessThanOrEqual(1);
      if (kill % 20 === 19 || kill === KILLS - 1) requireWhole(folder, store);
      store.close();
    }
    expect(total).toBeGreaterThan(KILLS);
  }, 300_000);

  it('at 40 random instants of being made a home is whole or absent', async () => {
    const found = { whole: 0, absent: 0 };
    for (let kill = 0; kill < 40; kill += 1) {
      const folder = join(scratchFolder(), 'home');
      const running = start(writer, folder, 'run', '3');
      // Mostly while it is being made, sometimes just after.
      await running.reached(kill % 8 === 7 ? 2 : 1);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 12));
      running.child.kill('SIGKILL');
      await running.ended;
      const left = openStore({ folder, createIfMissing: false });
      found[left === null ? 'absent' : 'whole'] += 1;
      left?.close();
      const store = open(folder);
      requireAcknowledged(store, 0, acknowledged(running));
      store.write(() => appendEvent(store));
      requireWhole(folder, store);
      store.close();
    }
    expect(found.whole + found.absent).toBe(40);
    expect(found.whole).toBeGreaterThan(0);
  }, 120_000);
});

describe('several processes', () => {
  it('make one home when four of them start at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const folder = join(scratchFolder(), 'home');
      const all = [1, 2, 3, 4].map(() => start(writer, folder, 'run', '3'));
      await Promise.all(all.map(({ ended }) => ended));
      expect(all.map(({ child }) => child.exitCode)).toEqual([0, 0, 0, 0]);
      expect(readdirSync(folder)).toEqual(['dcm-keys.db']);
      const store = open(folder);
      expect(store.audit.head()?.seq).toBe(12);
      requireWhole(folder, store);
      store.close();
    }
  }, 60_000);

  it('write beside each other, and no event is lost', async () => {
    const folder = scratchFolder();
    open(folder).close();
    const all = [1, 2, 3, 4].map(() => start(writer, folder, 'run', '250'));
    await Promise.all(all.map(({ ended }) => ended));
    expect(all.map(({ child }) => child.exitCode)).toEqual([0, 0, 0, 0]);
    const store = open(folder);
    expect(store.audit.head()?.seq).toBe(1000);
    for (const running of all) {
      expect(acknowledged(running)).toHaveLength(250);
      requireAcknowledged(store, 0, acknowledged(running));
      expect(store.facts.get(`count-${String(running.child.pid)}`)).toBe('250');
    }
    requireWhole(folder, store);
    store.close();
  }, 60_000);

  it('read beside one that writes: a whole chain, which only grows', async () => {
    const folder = scratchFolder();
    const running = start(writer, folder, 'run', '1000000');
    await running.reached(5);
    let last = 0;
    for (let look = 0; look < 30; look += 1) {
      const store = open(folder);
      const report = verifyChain(store.audit.all(), [], { evidenceKey: null });
      expect(report.problem).toBeNull();
      expect(report.events).toBeGreaterThanOrEqual(last);
      last = report.events;
      store.close();
    }
    expect(running.child.exitCode).toBeNull();
    running.child.kill('SIGKILL');
    await running.ended;
    expect(last).toBeGreaterThan(5);
  }, 60_000);

  it('read beside one that holds the write lock for long', () => {
    const folder = scratchFolder();
    const store = open(folder);
    store.write(() => appendEvent(store));
    store.write(() => {
      appendEvent(store);
      const reader = open(folder, { busyTimeoutMs: 0 });
      expect(reader.audit.head()?.seq).toBe(1);
      expect(codeOf(() => reader.write(() => 1))).toBe('HOME_IN_USE');
      reader.close();
    });
    expect(store.audit.head()?.seq).toBe(2);
    store.close();
  });
});

describe('the window lock', () => {
  const holder = fileURLToPath(new URL('./window-holder.ts', import.meta.url));

  it('is taken by one at a time, and free after its release', () => {
    const folder = join(scratchFolder(), 'home');
    const lock = acquireWindowLock(folder);
    expect(lock).not.toBeNull();
    expect(acquireWindowLock(folder)).toBeNull();
    expect(acquireWindowLock(folder)).toBeNull();
    lock?.release();
    const next = acquireWindowLock(folder);
    expect(next).not.toBeNull();
    next?.release();
  });

  it('is taken by another process, and free when that is killed', async () => {
    const folder = scratchFolder();
    for (let round = 0; round < 5; round += 1) {
      const running = start(holder, folder);
      await running.reached(1);
      expect(running.lines).toEqual(['locked']);
      expect(acquireWindowLock(folder)).toBeNull();
      const second = start(holder, folder);
      await second.ended;
      expect(second.lines).toEqual(['refused']);
      running.child.kill('SIGKILL');
      await running.ended;
      const lock = acquireWindowLock(folder);
      expect(lock).not.toBeNull();
      lock?.release();
    }
  }, 30_000);

  it('keeps no terminal from reading and writing', () => {
    const folder = scratchFolder();
    const lock = acquireWindowLock(folder);
    const store = open(folder);
    store.write(() => appendEvent(store));
    store.close();
    lock?.release();
  });

  it('lies in a private file, is one per home, and is not kept by a file that is left over', () => {
    const folder = scratchFolder();
    const other = scratchFolder();
    const locks = [acquireWindowLock(folder), acquireWindowLock(other)];
    expect(locks).not.toContain(null);
    for (const lock of locks) lock?.release();
    expect(readdirSync(folder)).toEqual(['window.lock']);
    rmSync(join(folder, 'window.lock'));
    acquireWindowLock(folder)?.release();
  });
});
