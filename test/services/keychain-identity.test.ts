import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Machine, readMachine } from '../../electron/adapters/keychain/machine.ts';
import { createSealedFileKeychain } from '../../electron/adapters/keychain/sealed-file-keychain.ts';
import { composeHome, systemAdapters } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { codeOf } from '../fakes/code-of.ts';
import { COMPUTER, createComputers } from '../fakes/system-keychain.ts';
import { KEY_REQUEST } from '../fakes/test-home.ts';

const KEY = { ...KEY_REQUEST, env: null } as const;
let folder = '';
let homes: Home[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-identity-'));
});
afterEach(async () => {
  for (const home of homes) await home.close();
  homes = [];
  rmSync(folder, { recursive: true, force: true });
});

const options = (name: string, kind: 'os' | 'sealed') =>
  ({
    path: join(folder, name),
    use: 'write',
    door: 'terminal',
    keychain: null,
    fallbackKeychain: kind,
    askPassphrase: () => Promise.resolve(Buffer.from('correct horse')),
    isOnline: () => false,
  }) as const;

function keepOpen(home: Home): Home {
  homes.push(home);
  return home;
}

/** A home as it is opened on one computer, with that computer's own keychain. */
function openOn(computers: ReturnType<typeof createComputers>, machine: Machine, name = 'home'): Home {
  return keepOpen(
    composeHome(options(name, 'os'), {
      ...systemAdapters,
      openKeychain: (_, { installId }) => computers.open(machine, installId),
    }),
  );
}

function openVault(name = 'home'): Home {
  return keepOpen(
    composeHome(options(name, 'sealed'), {
      ...systemAdapters,
      openKeychain: (_, { path, askPassphrase }) =>
        createSealedFileKeychain({ home: path, askPassphrase, cost: { N: 2 ** 14, r: 8, p: 1 } }),
    }),
  );
}

describe('a home that was copied to another computer', () => {
  it('touches nothing there, says what it was and is, and goes on when an officer has said that it is meant', async () => {
    const computers = createComputers();
    const first = openOn(computers, COMPUTER);
    const { kid } = await first.keys.generate(KEY);
    expect(first.session.comparison()).toMatchObject({ status: 'same', was: COMPUTER });
    await first.close();

    const other = { machine: 'office-2', machineId: 'fedcba9876543210', user: 'anna' };
    cpSync(join(folder, 'home'), join(folder, 'copy'), { recursive: true });
    const copy = openOn(computers, other, 'copy');
    const thrown: unknown = await copy.keys.generate(KEY).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'KEYCHAIN_CHANGED', message: expect.stringMatching(/office-1.*office-2/u) });
    expect(await codeOf(copy.keyAvailability.check(kid))).toBe('KEYCHAIN_CHANGED');
    expect(await codeOf(copy.passports.create(kid))).toBe('KEYCHAIN_CHANGED');
    expect(computers.systemOf(other).calls()).toBe(0);
    expect(copy.keys.get(kid).unavailableSince).toBeNull();

    expect(() => copy.session.acceptChange('  ')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    copy.session.acceptChange('moved to the new computer, ticket 7');
    expect(copy.session.comparison()).toMatchObject({ status: 'same', was: other });
    expect(() => copy.session.acceptChange('again')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect((await copy.keyAvailability.check(kid)).unavailableSince).not.toBeNull();
    const event = [...copy.store.audit.all()].find(({ type }) => type === 'home.keychain-changed');
    expect(event?.payload).toMatchObject({ reason: 'moved to the new computer, ticket 7' });
    expect(copy.seal.verify(null).ok).toBe(true);
  });

  it('finds its keys again where they have moved along', async () => {
    const computers = createComputers();
    const first = openOn(computers, COMPUTER);
    const { kid } = await first.keys.generate(KEY);
    await first.close();
    const other = { ...COMPUTER, machineId: 'fedcba9876543210' };
    for (const [name, value] of computers.systemOf(COMPUTER).entries)
      computers.systemOf(other).entries.set(name, value);
    const moved = openOn(computers, other);
    moved.session.acceptChange('migrated by IT');
    expect((await moved.keyAvailability.check(kid)).unavailableSince).toBeNull();
    expect((await moved.keys.generate(KEY)).state).toBe('active');
  });

  it('is not asked about while the app is locked', async () => {
    const computers = createComputers();
    await openOn(computers, COMPUTER).keys.generate(KEY);
    const home = openOn(computers, { ...COMPUTER, user: 'ivan' });
    home.session.lock();
    expect(() => home.session.acceptChange('a passer-by')).toThrow(expect.objectContaining({ code: 'APP_LOCKED' }));
  });
});

describe('a home from before keychains were noted', () => {
  it('notes the one that it opens next', async () => {
    const computers = createComputers();
    const home = openOn(computers, COMPUTER);
    const { kid } = await home.keys.generate(KEY);
    await home.close();
    const database = new DatabaseSync(join(folder, 'home', 'dcm-keys.db'));
    database.exec("DELETE FROM facts WHERE name = 'keychain-identity'");
    database.close();
    const next = openOn(computers, COMPUTER);
    expect(next.session.comparison()?.status).toBe('unknown');
    await next.keyAvailability.check(kid);
    expect(next.session.comparison()?.status).toBe('same');
  });
});

describe('a sealed vault', () => {
  it('goes with its home: the copy opens it without a question', async () => {
    const first = openVault();
    const { kid } = await first.keys.generate(KEY);
    await first.close();
    cpSync(join(folder, 'home'), join(folder, 'copy'), { recursive: true });
    expect((await openVault('copy').keyAvailability.check(kid)).unavailableSince).toBeNull();
  });

  it('that was exchanged for another one is not opened, and a missing one is not made anew', async () => {
    const [first, second] = [openVault('home'), openVault('other')];
    const { kid } = await first.keys.generate(KEY);
    await second.keys.generate(KEY);
    await first.close();
    const vault = join(folder, 'home', 'vault.json');
    const own = readFileSync(vault);
    writeFileSync(vault, readFileSync(join(folder, 'other', 'vault.json')));
    const home = openVault('home');
    expect(await codeOf(home.keys.generate(KEY))).toBe('KEYCHAIN_CHANGED');
    rmSync(vault);
    expect(await codeOf(home.keys.generate(KEY))).toBe('KEYCHAIN_UNAVAILABLE');
    expect(() => home.session.acceptChange('r')).toThrow(expect.objectContaining({ code: 'KEYCHAIN_UNAVAILABLE' }));
    writeFileSync(vault, 'garbage');
    expect(await codeOf(home.keys.generate(KEY))).toBe('VAULT_DAMAGED');
    writeFileSync(vault, own);
    expect((await home.keyAvailability.check(kid)).unavailableSince).toBeNull();
  });
});

describe('what is known of this computer', () => {
  it('is its name, its user, and a digest of its id that does not tell the id', () => {
    const file = join(folder, 'machine-id');
    writeFileSync(file, '0123456789abcdef0123456789abcdef\n');
    const { machine, machineId, user } = readMachine([join(folder, 'none'), file]);
    expect([machine === '', user === '']).toEqual([false, false]);
    expect(machineId).toMatch(/^[0-9a-f]{16}$/u);
    expect('0123456789abcdef0123456789abcdef').not.toContain(machineId);
    writeFileSync(file, 'uninitialized\n');
    expect(readMachine([file]).machineId).toBeNull();
  });
});
