import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runWatch } from '../../electron/compose-watch.ts';
import { composeWindow, type WindowCore } from '../../electron/compose-window.ts';
import { readOverview } from '../../electron/services/overview.ts';
import { systemClock } from '../../electron/compose.ts';
import type { AppEvent } from '../../shared/ipc/contract.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';

const ENV = 'practice';
let folder: string;
let core: WindowCore;
let events: AppEvent[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-archive-'));
  events = [];
  core = await composeWindow({
    outFolder: '.',
    homePath: join(folder, 'home'),
    host: 'preview',
    keychain: 'memory',
    desktop: bareDesktop,
    sendEvent: (event) => events.push(event),
  });
});
afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A practice DCM with a new key, a token of it, and a window that has not seen that key yet. */
async function rotated() {
  const { handlers, home } = core;
  const { baseUrl } = await handlers['home.startPractice']({});
  await handlers['snapshot.fetch']({ env: ENV });
  const kid = await home.practice.rotate(baseUrl, { keepsOld: false });
  const { token } = await handlers['practice.issueToken']({ env: ENV, kind: 'genuine' });
  return { kid, token };
}
const judge = async (token: string) =>
  await core.handlers['token.judge']({
    token,
    source: { from: 'environment', env: ENV },
    profile: 'any',
    at: null,
    language: 'en',
  });
const better = () => events.flatMap((event) => (event.type === 'judged-again' ? [event.verdict] : []));

describe('a token of a key that DCM has just made', () => {
  it('is answered at once; the better answer follows as an event, and the change of keys stands on Overview', async () => {
    const { kid, token } = await rotated();
    const first = await judge(token);
    expect([first.code, better()]).toEqual(['KEY_UNKNOWN', []]);
    await vi.waitFor(() => expect(better()).toMatchObject([{ code: 'OK', kid, tokenSha256: first.tokenSha256 }]));
    const ids = () => readOverview(core.home, systemClock).items.map(({ id }) => id);
    expect(ids()).toContain('jwks-changed');
    await core.handlers['archive.acknowledge']({ env: ENV });
    expect(ids()).not.toContain('jwks-changed');
  });

  it('is not asked for while the app is offline', async () => {
    const { token } = await rotated();
    await core.handlers['app.setOnline']({ isOnline: false });
    expect((await judge(token)).code).toBe('KEY_UNKNOWN');
    await core.handlers['snapshot.fetch']({ env: ENV });
    expect(better()).toEqual([]);
  });
});

describe('the clock of the watch', () => {
  afterEach(() => vi.useRealTimers());

  it('begins ten seconds after the window, goes on whatever a look comes to, and ends with it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let looks = 0;
    let isStopped = false;
    const watching = runWatch({
      lookWhereDue: () => {
        looks += 1;
        return Promise.resolve();
      },
      isWatching: () => true,
      stop: () => {
        isStopped = true;
      },
    });
    await vi.advanceTimersByTimeAsync(9999);
    expect(looks).toBe(0);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(looks).toBe(4);
    watching.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect([looks, isStopped]).toEqual([4, true]);
  });
});
