import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseVault } from '../../../electron/adapters/keychain/sealed-vault-format.ts';
import { smallKey, thumbprintOf } from './key-kinds.ts';
import { openKilledHome, SEALED_WITH } from './killed-home.ts';

const CHILD = join(import.meta.dirname, 'killed-child.ts');
const AT_REST = { rolledBack: 0, removed: 0, pending: 0 };
const [older, newer] = [smallKey(), smallKey()];
const folder = mkdtempSync(join(tmpdir(), 'dcm-killed-'));
const template = join(folder, 'template');

beforeAll(async () => {
  cpSync(mkdtempSync(join(folder, 'empty-')), template, { recursive: true });
  writeFileSync(join(template, 'intents.json'), '[]');
  const { keys, intents } = openKilledHome(template);
  await keys.write('key-1', older);
  intents.transaction(() => keys.commit('key-1'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Lets a child do the operation in a copy of the home and kill itself before its n-th step. */
async function killAt(operation: string, step: number) {
  const key = operation === 'seal' ? older : newer;
  const home = join(folder, `${operation}-${step}`);
  cpSync(template, home, { recursive: true });
  const child = spawn(process.execPath, [CHILD, home, operation, String(step)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(key.export({ format: 'pem', type: 'pkcs8' }));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  return { home, signal, steps: Number(output) };
}

/** Kills at every step there is, two children at a time, and looks at what each has left. */
async function killAtEveryStep(operation: string, check: (home: string) => Promise<void>): Promise<number> {
  const { steps, signal } = await killAt(operation, 0);
  expect(signal).toBeNull();
  const waiting = Array.from({ length: steps }, (_, at) => at + 1);
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const killed = await killAt(operation, step);
      expect(killed.signal, `step ${step}`).toBe('SIGKILL');
      await check(killed.home);
      rmSync(killed.home, { recursive: true });
    }
  };
  await Promise.all([worker(), worker()]);
  return steps;
}

function accountsIn(home: string): string[] {
  return parseVault(readFileSync(join(home, 'vault.json'), 'utf8')).entries.map(({ account }) => account);
}

describe('a process killed with SIGKILL', () => {
  it('damages a vault whose file is replaced in two steps (planted fault)', { timeout: 240_000 }, async () => {
    const codes = new Set<unknown>();
    await killAtEveryStep('torn-write', async (home) => {
      const read = openKilledHome(home).keychain.read('key.key-1.g1');
      codes.add(
        await read.then(
          () => 'whole',
          (thrown: unknown) => thrown instanceof Error && 'code' in thrown && thrown.code,
        ),
      );
    });
    expect([...codes].sort()).toEqual(['VAULT_DAMAGED', 'whole']);
  });

  it(
    'at any step of a write leaves the old key or the new one, and reconcile comes to rest',
    { timeout: 240_000 },
    async () => {
      const left = { old: 0, new: 0 };
      const steps = await killAtEveryStep('write', async (home) => {
        const { keys, intents, keychain } = openKilledHome(home);
        const generation = intents.get('key-1')?.generation;
        const thumbprint = thumbprintOf(generation === 1 ? older : newer);
        expect(await keys.use('key-1', thumbprint, () => 'whole')).toBe('whole');
        await keys.reconcile();
        expect(await keys.reconcile()).toEqual(AT_REST);
        expect(await keys.use('key-1', thumbprint, () => 'whole')).toBe('whole');
        expect(accountsIn(home)).toEqual([`key.key-1.g${generation ?? 0}`]);
        await keychain.write('trail-anchor', 'x');
        expect(readdirSync(home).filter((name) => !name.startsWith('intents.json'))).toEqual(['vault.json']);
        left[generation === 1 ? 'old' : 'new'] += 1;
      });
      expect(steps).toBeGreaterThan(20);
      expect(left.old).toBeGreaterThan(0);
      expect(left.new).toBeGreaterThan(0);
    },
  );

  it('at any step of sealing leaves the key open or sealed, and never lost', { timeout: 240_000 }, async () => {
    const left = { open: 0, sealed: 0 };
    const thumbprint = thumbprintOf(older);
    const passphrase = Buffer.from(SEALED_WITH);
    await killAtEveryStep('seal', async (home) => {
      const { keys, intents } = openKilledHome(home);
      const isSealed = intents.get('key-1')?.generation === 2;
      await keys.reconcile();
      expect(await keys.reconcile()).toEqual(AT_REST);
      if (isSealed) expect(await keys.unseal('key-1', { thumbprint, passphrase }, () => 'whole')).toBe('whole');
      else expect(await keys.use('key-1', thumbprint, () => 'whole')).toBe('whole');
      expect(accountsIn(home)).toEqual([`key.key-1.g${isSealed ? 2 : 1}`]);
      left[isSealed ? 'sealed' : 'open'] += 1;
    });
    expect(left.open).toBeGreaterThan(0);
    expect(left.sealed).toBeGreaterThan(0);
  });

  it(
    'at any step of a removal leaves the key or no key, and reconcile comes to rest',
    { timeout: 240_000 },
    async () => {
      const left = { key: 0, none: 0 };
      const steps = await killAtEveryStep('remove', async (home) => {
        const { keys, intents } = openKilledHome(home);
        const isKept = intents.get('key-1')?.phase === 'kept';
        if (isKept) expect(await keys.use('key-1', thumbprintOf(older), () => 'whole')).toBe('whole');
        await keys.reconcile();
        expect(await keys.reconcile()).toEqual(AT_REST);
        expect(accountsIn(home)).toEqual(isKept ? ['key.key-1.g1'] : []);
        left[isKept ? 'key' : 'none'] += 1;
      });
      expect(steps).toBeGreaterThan(10);
      expect(left.key).toBeGreaterThan(0);
      expect(left.none).toBeGreaterThan(0);
    },
  );
});
