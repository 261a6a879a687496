import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeWindow, type WindowCore } from '../../electron/compose-window.ts';
import type { AppEvent } from '../../shared/ipc/contract.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { codeOf } from '../fakes/code-of.ts';
import { KEY_REQUEST } from '../fakes/test-home.ts';

const PASSPHRASE = 'correct horse battery staple';
const KEY = { ...KEY_REQUEST, env: null };
const DAY_MS = 86_400_000;
const TEN_MINUTES_MS = 600_000;
let folder = '';
let cores: WindowCore[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-window-keychain-'));
  cores = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const core of cores) await core.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openWindow(name = 'home') {
  const events: AppEvent[] = [];
  const core = await composeWindow({
    outFolder: '.',
    homePath: join(folder, name),
    host: 'preview',
    desktop: bareDesktop,
    sendEvent: (event) => events.push(event),
  });
  cores.push(core);
  const close = async (): Promise<void> => {
    cores = cores.filter((one) => one !== core);
    await core.close();
  };
  return { ...core, events, close };
}

/** A window whose home has a sealed vault with one key in it. */
async function openWindowWithKey(name = 'home') {
  const window = await openWindow(name);
  await window.handlers['home.chooseKeychain']({ kind: 'sealed', passphrase: PASSPHRASE });
  const { kid } = await window.home.keys.generate(KEY);
  return { ...window, kid, vault: join(folder, name, 'vault.json') };
}

const unlock = async ({ handlers }: WindowCore) => await handlers['app.unlock']({ passphrase: PASSPHRASE });
const itemsOf = async ({ handlers }: WindowCore) =>
  (await handlers['overview.read']({})).items.map(({ id, kid }) => [id, kid]);

describe('unlocking the sealed vault in the window', () => {
  it('looks for every private half, and says which are gone and which are back', async () => {
    const window = await openWindowWithKey();
    const older = readFileSync(window.vault);
    const { kid } = await window.home.keys.generate(KEY);
    const newer = readFileSync(window.vault);
    await window.handlers['app.lock']({});
    writeFileSync(window.vault, older);
    await unlock(window);
    expect(await itemsOf(window)).toContainEqual(['key-unavailable', kid]);
    expect(await itemsOf(window)).not.toContainEqual(['key-unavailable', window.kid]);
    await window.handlers['app.lock']({});
    writeFileSync(window.vault, newer);
    await unlock(window);
    expect(await itemsOf(window)).not.toContainEqual(['key-unavailable', kid]);
  });
});

describe('a window that meets another keychain', () => {
  it('shows "changed", opens nothing, and goes on when an officer has accepted it with a reason', async () => {
    const [window, other] = [await openWindowWithKey('home'), await openWindowWithKey('other')];
    await window.close();
    copyFileSync(other.vault, window.vault);
    const next = await openWindow('home');
    const state = await next.handlers['app.read']({});
    expect(state.keychain).toMatchObject({ status: 'changed', problem: { code: 'KEYCHAIN_CHANGED' } });
    expect(await itemsOf(next)).toContainEqual(['keychain-problem', null]);
    expect(await codeOf(unlock(next))).toBe('KEYCHAIN_CHANGED');
    expect(await codeOf(next.home.keyAvailability.check(window.kid))).toBe('KEYCHAIN_CHANGED');
    const accept = async (reason: string) => await next.handlers['home.acceptKeychain']({ reason });
    expect(await codeOf(accept(' '))).toBe('INPUT_INVALID');
    expect((await accept('restored from a backup, ticket 7')).keychain).toMatchObject({
      status: 'locked',
      problem: null,
    });
    expect((await unlock(next)).keychain.status).toBe('ready');
    expect(await itemsOf(next)).toContainEqual(['key-unavailable', window.kid]);
    const types = [...next.home.store.audit.all()].map(({ type }) => type);
    expect(types).toContain('home.keychain-changed');
  });

  it('says that its vault is not there, and makes no other one', async () => {
    const window = await openWindowWithKey();
    rmSync(window.vault);
    expect((await window.handlers['app.read']({})).keychain).toMatchObject({
      status: 'unavailable',
      problem: { code: 'KEYCHAIN_UNAVAILABLE' },
    });
    expect(await codeOf(window.home.keys.generate(KEY))).toBe('KEYCHAIN_UNAVAILABLE');
  });
});

describe('an open window', () => {
  async function windowWithDueKey() {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const window = await openWindowWithKey();
    window.home.keyLife.move(window.kid, 'retired', { reason: 'drill', since: null });
    await window.home.keyLife.delete(window.kid, { reason: 'drill', isNow: false });
    const stateOf = () => window.home.keys.get(window.kid).state;
    window.events.length = 0;
    return { ...window, stateOf };
  }

  it('deletes what has become due within ten minutes, and tells the page', async () => {
    const { stateOf, events } = await windowWithDueKey();
    await vi.advanceTimersByTimeAsync(7 * DAY_MS - TEN_MINUTES_MS);
    expect([stateOf(), events]).toEqual(['delete-scheduled', []]);
    await vi.advanceTimersByTimeAsync(2 * TEN_MINUTES_MS);
    await vi.waitFor(() => expect(events).toContainEqual({ type: 'changed' }), { timeout: 15_000 });
    expect(stateOf()).toBe('deleted');
  });

  it('that is closed in the middle of it ends in peace, and the next start finishes it', async () => {
    const { close, kid } = await windowWithDueKey();
    vi.advanceTimersByTime(7 * DAY_MS + TEN_MINUTES_MS);
    await close();
    const next = await openWindow();
    await unlock(next);
    expect(next.home.keys.get(kid).state).toBe('deleted');
    expect(next.home.store.intents.unfinished()).toEqual([]);
  });

  it('waits while it is locked, and deletes when it is unlocked', async () => {
    const window = await windowWithDueKey();
    await window.handlers['app.lock']({});
    vi.advanceTimersByTime(8 * DAY_MS);
    expect(await codeOf(window.home.keyLife.deleteDue())).toBe('APP_LOCKED');
    expect(window.stateOf()).toBe('delete-scheduled');
    await unlock(window);
    expect(window.stateOf()).toBe('deleted');
  });

  it('looks no more once it is closed', async () => {
    const { close } = await windowWithDueKey();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
