import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSealedFileKeychain } from '../../../electron/adapters/keychain/sealed-file-keychain.ts';

const CHILD = join(import.meta.dirname, 'vault-writer-child.ts');
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dcm-vault-lock-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function openVault(lockWaitMs = 5000) {
  const askPassphrase = async () => Buffer.from('correct horse');
  return createSealedFileKeychain({ home, askPassphrase, lockWaitMs, cost: { N: 2 ** 14, r: 8, p: 1 } });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

/** A flag as a living process of this machine would raise it: the writer is caught with its flag up. */
async function raisedFlag(): Promise<{ readonly name: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [CHILD, home, 'hold', '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const name = readdirSync(home).find((candidate) => candidate.startsWith('vault.lock.')) ?? '';
  expect(name).not.toBe('');
  return { name, child };
}

it('processes that write at once without the lock lose entries (planted fault)', async () => {
  await openVault().write('seed', 'x');
  const children = ['a', 'b', 'c'].map((name) =>
    spawn(process.execPath, [CHILD, home, 'race', name], { stdio: 'ignore' }),
  );
  await Promise.all(children.map(ended));
  const kept = await Promise.all(['a-0', 'a-1', 'b-0', 'b-1', 'c-0', 'c-1'].map((name) => openVault().read(name)));
  expect(kept).toContain(null);
});

it('four processes that write at once lose nothing', async () => {
  const children = ['a', 'b', 'c', 'd'].map((name) =>
    spawn(process.execPath, [CHILD, home, name, '8'], { stdio: ['ignore', 'ignore', 'inherit'] }),
  );
  expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0, 0]);
  const vault = openVault();
  for (const name of ['a', 'b', 'c', 'd'])
    for (let at = 0; at < 8; at += 1) expect(await vault.read(`${name}-${at}`)).toBe(`${name}${at}`);
  expect(readdirSync(home)).toEqual(['vault.json']);
});

describe('a lock', () => {
  it('of a living process is waited for, then HOME_IN_USE; nothing is written, reading goes on', async () => {
    await openVault().write('a', 'x');
    const { child } = await raisedFlag();
    const before = readFileSync(join(home, 'vault.json'));
    const started = performance.now();
    await expect(openVault(400).write('a', 'y')).rejects.toMatchObject({ code: 'HOME_IN_USE' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(400);
    expect(readFileSync(join(home, 'vault.json')).equals(before)).toBe(true);
    expect(await openVault().read('a')).toBe('x');
    child.kill('SIGKILL');
    await ended(child);
  });

  it('of a killed process is not waited for', async () => {
    const { child, name } = await raisedFlag();
    child.kill('SIGKILL');
    await ended(child);
    expect(readdirSync(home)).toContain(name);
    await openVault(0).write('a', 'x');
    expect(readdirSync(home)).toEqual(['vault.json']);
  });

  it('is not kept alive by another process that got the same number', async () => {
    const { child, name } = await raisedFlag();
    child.kill('SIGKILL');
    await ended(child);
    rmSync(join(home, name));
    const [, , place, , start = '', nonce] = name.split('.');
    const recycled = `vault.lock.${place}.${process.pid}.${start}.${nonce}`;
    writeFileSync(join(home, recycled), '');
    await openVault(0).write('a', 'x');
    expect(readdirSync(home)).not.toContain(recycled);
  });

  it('from before a power loss, or of another machine, holds for a minute and no longer', async () => {
    const foreign = join(home, 'vault.lock.00000000.1.1.0123456789abcdef');
    writeFileSync(foreign, '');
    await expect(openVault(100).write('a', 'x')).rejects.toMatchObject({ code: 'HOME_IN_USE' });
    const twoMinutesAgo = Date.now() / 1000 - 120;
    utimesSync(foreign, twoMinutesAgo, twoMinutesAgo);
    await openVault(100).write('a', 'x');
  });
});
