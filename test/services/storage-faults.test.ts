import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeHome, systemAdapters } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { codeOf } from '../fakes/code-of.ts';
import { createFaultyKeychain, type Faults, NO_FAULTS } from '../fakes/faulty-keychain.ts';
import { KEY_REQUEST } from '../fakes/test-home.ts';

const AT_REST = { rolledBack: 0, removed: 0, pending: 0 };
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const file = pair.privateKey.export({ format: 'pem', type: 'pkcs8' });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A home on a system that can be told what to do wrong. Keys are made beforehand: what is slow is not what is tested. */
function openHome(name: string, system: ReturnType<typeof createFaultyKeychain>): Home {
  return composeHome(
    {
      path: join(folder, name),
      use: 'write',
      door: 'terminal',
      keychain: null,
      fallbackKeychain: 'os',
      askPassphrase: () => Promise.reject(new Error('no vault in this test')),
      isOnline: () => false,
    },
    {
      ...systemAdapters,
      openKeychain: () => system.keychain,
      generateKey: async (alg, bits) => (alg === 'RS256' ? pair : await systemAdapters.generateKey(alg, bits)),
    },
  );
}

const OPERATIONS: Readonly<Record<string, (home: Home) => Promise<unknown>>> = {
  generate: async (home) => await home.keys.generate({ ...KEY_REQUEST, env: null }),
  import: async (home) =>
    await home.keyImport.import({
      bytes: Buffer.from(file),
      source: null,
      passphrase: () => Promise.reject(new Error('not encrypted')),
      kid: null,
      alg: null,
      label: null,
      env: null,
      expiresAt: null,
      isDraft: false,
    }),
  delete: async (home) => {
    const [key] = home.keys.list();
    if (key === undefined) throw new Error('no key to delete');
    await home.keyLife.delete(key.kid, { reason: 'drill', isNow: false });
  },
};

/** Where to stand before the operation: with a key that may be deleted at once, or without any. */
async function prepare(operation: string, home: Home): Promise<void> {
  if (operation !== 'delete') return;
  const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: null });
  home.keyLife.move(kid, 'compromised', { reason: 'drill', since: null });
}

const FAULTS: Readonly<Record<string, (call: number) => Partial<Faults>>> = {
  'fails in an unknown language': (call) => ({
    rejectAt: { call, reason: new Error('Nieznany błąd: nie znaleziono') },
  }),
  'throws at once': (call) => ({ throwAt: call }),
  'is locked half-way': (call) => ({ lockedFrom: call }),
  'is locked half-way and answers with nothing': (call) => ({ lockedFrom: call, nullWhenLocked: true }),
  'gives stale data': (call) => ({ staleFrom: call }),
  'forgets what it is given': (call) => ({ forgetFrom: call }),
  'keeps what it should remove': (call) => ({ keepFrom: call }),
};

/** What must hold whatever has happened: record, keychain and trail tell the same. */
async function settle(home: Home, system: ReturnType<typeof createFaultyKeychain>): Promise<void> {
  const open = home.session.open();
  await open.exclusively(async () => await open.privateKeys.reconcile());
  await home.keyLife.deleteDue();
  expect(await open.privateKeys.reconcile()).toEqual(AT_REST);
  expect(home.store.intents.unfinished()).toEqual([]);
  const keys = home.store.keys.list();
  for (const { kid, state } of keys) {
    if (state === 'deleted') continue;
    expect(await home.keyAvailability.check(kid)).toMatchObject({ unavailableSince: null });
  }
  const kept = keys.filter(({ state }) => state !== 'deleted').map(({ keychainId }) => keychainId ?? '');
  const entries = [...system.entries.keys()].filter((name) => name.includes('.key.key-'));
  expect(entries.filter((name) => !kept.some((id) => name.includes(id)))).toEqual([]);
  expect(home.seal.verify(null).ok).toBe(true);
}

describe.each(Object.keys(OPERATIONS))('%s', (operation) => {
  // One entry for a key, or a manifest and parts.
  describe.each(['linux', 'win32'] as const)('on %s', (platform) => {
    // Only a Secret Service answers "nothing" when it means "locked": Windows says so.
    const names = Object.keys(FAULTS).filter((name) => platform === 'linux' || !name.includes('nothing'));

    it.each(names)(
      'leaves the old key or no key when the keychain %s, at each of its calls',
      { timeout: 120_000 },
      async (name) => {
        const outcomes = new Set<unknown>();
        for (let call = 1; ; call += 1) {
          const system = createFaultyKeychain({ platform });
          const home = openHome(`${name.length}-${call}`, system);
          await prepare(operation, home);
          const before = system.calls();
          Object.assign(system.faults, FAULTS[name]?.(before + call));
          outcomes.add(await codeOf(OPERATIONS[operation]?.(home) ?? Promise.resolve()));
          const isOver = system.calls() - before < call;
          Object.assign(system.faults, NO_FAULTS);
          await settle(home, system);
          await home.close();
          if (isOver) break;
        }
        expect(outcomes).toContain('done');
        expect(
          [...outcomes].filter((code) => code !== 'done' && !/^(?:KEYCHAIN|AUDIT|KEY)_/u.test(String(code))),
        ).toEqual([]);
      },
    );
  });
});
