import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeytarKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';
import { createSealedFileKeychain } from '../../electron/adapters/keychain/sealed-file-keychain.ts';
import { tryProcessLock } from '../../electron/adapters/sqlite/process-lock.ts';
import { composeHome, type HomeAdapters, systemAdapters } from '../../electron/compose.ts';
import { composeWindow } from '../../electron/compose-window.ts';
import type { Home } from '../../electron/services/home.ts';
import type { AppEvent } from '../../shared/ipc/contract.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { codeOf } from '../fakes/code-of.ts';
import { createFileNative } from '../fakes/file-native.ts';
import { KEY_REQUEST } from '../fakes/test-home.ts';

const PASSPHRASE = 'correct horse battery staple';
const TEN_MINUTES_MS = 600_000;
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
let folder = '';
let asked: string[] = [];
let calls = 0;
let closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-crash-'));
  [asked, calls, closing] = [[], 0, []];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A system's keychain, or a vault, that outlives the process and counts what it is asked. */
const adapters: HomeAdapters = {
  ...systemAdapters,
  generateKey: async (alg, bits) => (alg === 'RS256' ? pair : await systemAdapters.generateKey(alg, bits)),
  openKeychain(kind, { installId, path, askPassphrase }) {
    const cost = { N: 2 ** 14, r: 8, p: 1 };
    if (kind === 'sealed') return createSealedFileKeychain({ home: path, askPassphrase, cost });
    const native = createFileNative(join(folder, 'system'));
    const counted = <A extends unknown[], R>(call: (...args: A) => R) => {
      return (...args: A): R => {
        calls += 1;
        return call(...args);
      };
    };
    const { getPassword, setPassword, deletePassword } = native;
    const loadNative = () =>
      Promise.resolve({
        getPassword: counted(getPassword),
        setPassword: counted(setPassword),
        deletePassword: counted(deletePassword),
      });
    return createKeytarKeychain({ installId, platform: 'win32', loadNative });
  },
};

/** The home as the terminal opens it. */
function openHome(kind: 'os' | 'sealed' = 'os', passphrase = PASSPHRASE): Home {
  const home = composeHome(
    {
      path: join(folder, 'home'),
      use: 'write',
      door: 'terminal',
      keychain: null,
      fallbackKeychain: kind,
      askPassphrase() {
        asked.push(passphrase);
        return Promise.resolve(Buffer.from(passphrase));
      },
      isOnline: () => false,
    },
    adapters,
  );
  closing.push(() => home.close());
  return home;
}

async function openWindow() {
  const events: AppEvent[] = [];
  const sendEvent = (event: AppEvent) => events.push(event);
  const homePath = join(folder, 'home');
  const core = await composeWindow({
    homePath,
    outFolder: '.',
    host: 'preview',
    desktop: bareDesktop,
    sendEvent,
    adapters,
  });
  closing.push(() => core.close());
  return { ...core, events };
}

/** What a process leaves that is killed between writing a private half and recording its key. */
async function leaveHalfAKey(kind: 'os' | 'sealed' = 'os'): Promise<{ readonly kid: string }> {
  const home = openHome(kind);
  const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: null });
  await home.session.open().privateKeys.write('key-left', pair.privateKey);
  expect(home.store.intents.unfinished()).toHaveLength(1);
  await home.close();
  [asked, calls, closing] = [[], 0, []];
  return { kid };
}

const entriesLeft = () => readdirSync(join(folder, 'system')).filter((name) => name.includes('key-left'));

describe('what a crash has left', () => {
  it('is cleared up by the next window at its start, before anybody does anything', async () => {
    await leaveHalfAKey();
    expect(entriesLeft().length).toBeGreaterThan(0);
    const { home, events } = await openWindow();
    await vi.waitFor(() => expect(events).toContainEqual({ type: 'changed' }), { timeout: 15_000 });
    expect([home.store.intents.unfinished(), entriesLeft()]).toEqual([[], []]);
  });

  it('makes a window that has nothing to clear up touch no keychain at its start, even where a deletion is due', async () => {
    const home = openHome();
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: null });
    home.keyLife.move(kid, 'compromised', { reason: 'drill', since: null });
    expect(home.keyLife.due()).toHaveLength(1);
    await home.close();
    [calls, closing] = [0, []];
    const window = await openWindow();
    await window.handlers['overview.read']({});
    expect([calls, window.home.session.wasOpened()]).toEqual([0, false]);
  });

  it('by another process is cleared up within ten minutes by a window that is open', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { home } = await openWindow();
    const other = openHome();
    await other.keys.generate({ ...KEY_REQUEST, env: null });
    await other.session.open().privateKeys.write('key-left', pair.privateKey);
    await other.close();
    expect(entriesLeft().length).toBeGreaterThan(0);
    vi.advanceTimersByTime(TEN_MINUTES_MS);
    await vi.waitFor(() => expect(home.store.intents.unfinished()).toEqual([]), { timeout: 15_000 });
    expect(entriesLeft()).toEqual([]);
  });

  it('in a sealed vault waits for its passphrase, and asks for no other', async () => {
    const { kid } = await leaveHalfAKey('sealed');
    const { home, handlers } = await openWindow();
    await handlers['overview.read']({});
    expect(home.store.intents.unfinished()).toHaveLength(1);
    await handlers['app.unlock']({ passphrase: PASSPHRASE });
    expect(home.store.intents.unfinished()).toEqual([]);
    expect(home.keys.get(kid)).toMatchObject({ unavailableSince: null });
  });

  it('is cleared up by the terminal with the first use of the keychain, and not before', async () => {
    const { kid } = await leaveHalfAKey();
    const home = openHome();
    home.keys.list();
    home.trail.note('command.run', { command: 'key list' });
    expect([home.store.intents.unfinished().length, calls]).toEqual([1, 0]);
    expect(await home.keyAvailability.check(kid)).toMatchObject({ unavailableSince: null });
    expect([home.store.intents.unfinished(), entriesLeft()]).toEqual([[], []]);
  });

  it('asks for the passphrase once, also where it is wrong', async () => {
    const { kid } = await leaveHalfAKey('sealed');
    expect(await codeOf(openHome('sealed', 'battery staple').keyAvailability.check(kid))).toBe('PASSPHRASE_WRONG');
    expect(asked).toHaveLength(1);
    const home = openHome('sealed');
    await home.keyAvailability.check(kid);
    expect([asked.length, home.store.intents.unfinished()]).toEqual([2, []]);
  });

  it('is left to the process that is writing now: a key is used beside it at once', async () => {
    const { kid } = await leaveHalfAKey();
    const lock = tryProcessLock(join(folder, 'home'), 'keychain.lock');
    const home = openHome();
    expect(await home.keyAvailability.check(kid)).toMatchObject({ unavailableSince: null });
    expect(home.store.intents.unfinished()).toHaveLength(1);
    lock?.release();
    await home.keyAvailability.check(kid);
    expect(home.store.intents.unfinished()).toEqual([]);
  });

  it('is cleared up where the first use is a turn of this process, which takes no second one within it', async () => {
    const { kid } = await leaveHalfAKey();
    const home = openHome();
    const open = home.session.open();
    const found = await open.exclusively(async () => {
      expect(home.store.intents.unfinished()).toEqual([]);
      return await open.keychain.read(home.seal.anchorAccount());
    });
    expect(found).not.toBeNull();
    home.keyLife.move(kid, 'compromised', { reason: 'drill', since: null });
    expect(await home.keyLife.deleteDue()).toEqual([kid]);
  });

  it('stays as it is in a home that can only be read', async () => {
    const { kid } = await leaveHalfAKey();
    const writable = openHome();
    const home = composeHome(
      {
        path: join(folder, 'home'),
        use: 'read',
        door: 'terminal',
        keychain: null,
        fallbackKeychain: 'os',
        askPassphrase: () => Promise.reject(new Error('no vault here')),
        isOnline: () => false,
      },
      { ...adapters, openStore: (path, use) => ({ ...systemAdapters.openStore(path, use), isWritable: false }) },
    );
    const { thumbprint, keychainId } = writable.keys.record(kid);
    const isThere = await home.session.open().privateKeys.use(keychainId ?? '', thumbprint, () => true);
    expect([isThere, writable.store.intents.unfinished().length]).toEqual([true, 1]);
    await home.close();
  });
});
