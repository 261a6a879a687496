import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { composeHome } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { codeOf } from '../fakes/code-of.ts';

const CHILD = join(import.meta.dirname, 'backup-child.ts');
const folder = mkdtempSync(join(tmpdir(), 'dcm-split-'));
const path = join(folder, 'home');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a process go so far with a set, looks at the home beside it, and kills it. */
async function beginAndKill(until: string, beside: (home: Home, id: string) => void): Promise<string> {
  const child = spawn(process.execPath, [CHILD, path, until], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const id = String(await new Promise((resolve) => child.stdout.once('data', resolve))).trim();
  await withHome((home) => beside(home, id));
  child.kill('SIGKILL');
  await ended;
  return id;
}

async function withHome<T>(work: (home: Home) => T): Promise<T> {
  const home = composeHome({
    path,
    use: 'write',
    door: 'app',
    keychain: 'sealed',
    fallbackKeychain: null,
    askPassphrase: () => Promise.reject(new Error('nothing here opens the vault')),
    isOnline: () => false,
  });
  try {
    return await work(home);
  } finally {
    await home.close();
  }
}

describe('a set whose process is killed', () => {
  it('is void from then on, and says which papers exist; one that was closed stays', { timeout: 120_000 }, async () => {
    const papers = { shown: ['1'], read: ['1', '2', '3'] };
    for (const [until, papersToDestroy] of Object.entries(papers)) {
      const id = await beginAndKill(until, ({ backupSets }, open) => {
        // While the other process lives, the set is its own.
        expect(backupSets.get(open).state).toBe('open');
        expect(backupSets.settle()).toEqual([]);
      });
      await withHome(async ({ backupSets, backups, store, seal }) => {
        expect(backupSets.get(id)).toMatchObject({ state: 'void', voided: { at: null } });
        expect(await codeOf(backups.show(id, 1))).toBe('BACKUP_STATE');
        expect(backupSets.settle()).toEqual([id]);
        expect(backupSets.settle()).toEqual([]);
        const event = store.audit.ofType('backup.voided').at(-1)?.payload;
        expect(event).toMatchObject({ setId: id, papersToDestroy });
        expect(seal.verify(null).ok).toBe(true);
      });
    }
    const closed = await beginAndKill('closed', () => undefined);
    await withHome(({ backupSets, keys }) => {
      expect(backupSets.settle()).toEqual([]);
      expect(backupSets.list().map(({ id, state }) => [id === closed, state])).toEqual([
        [true, 'closed'],
        [false, 'void'],
        [false, 'void'],
      ]);
      // Papers of a void set may still exist: each stays a known copy until somebody says that it is gone.
      expect(keys.list()[0]?.copies.map(({ goneAt }) => goneAt)).toEqual([null, null, null]);
    });
  });
});
