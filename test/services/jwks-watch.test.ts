import { afterEach, describe, expect, it } from 'vitest';
import { createJwksWatch, type WatchNews } from '../../electron/services/jwks-watch.ts';
import { makeKey } from '../domain/tokens.ts';
import { ENV } from '../fakes/test-home.ts';
import { BANK, openWatchedHome, type WatchedHome } from '../fakes/watched-home.ts';

const MINUTE = 60_000;
const one = makeKey('RS256', 'one').jwk;
const two = makeKey('ES256', 'two').jwk;
let opened: WatchedHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** A watch that never jitters, over a DCM whose keys somebody has fetched once. */
async function openWatch() {
  const watched = (opened = await openWatchedHome([one]));
  const { home, clock } = watched;
  await home.archive.fetch(BANK);
  const news: WatchNews[] = [];
  const online = { is: true };
  const watch = createJwksWatch({
    environments: home.environments,
    archive: home.archive,
    history: home.archiveHistory,
    isOnline: () => online.is,
    clock,
    randomBytes: (size) => Buffer.alloc(size),
    onNews: (one) => news.push(one),
  });
  const asked = watched.dcm.asked();
  return { ...watched, watch, news, online, looks: () => watched.dcm.asked() - asked };
}

/** Asks every minute for so long, as the door does every few seconds. */
async function pass({ watch, clock }: Awaited<ReturnType<typeof openWatch>>, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.pass(MINUTE);
    await watch.lookWhereDue();
  }
}

describe('the watch', () => {
  it('looks at once and every five minutes, and writes no event while nothing changes', async () => {
    const watching = await openWatch();
    const events = watching.home.store.audit.head()?.seq;
    await watching.watch.lookWhereDue();
    await pass(watching, 20);
    expect(watching.looks()).toBe(5);
    expect([watching.home.store.audit.head()?.seq, watching.news]).toEqual([events, []]);
    expect(watching.home.store.watchSpans.list(BANK)).toMatchObject([
      { from: '2026-10-12T09:00:00.000Z', to: '2026-10-12T09:20:00.000Z' },
    ]);
  });

  it('tells of a key that is removed, within one poll, and once', async () => {
    const watching = await openWatch();
    watching.dcm.publish([one, two]);
    await pass(watching, 1);
    watching.dcm.publish([one]);
    await pass(watching, 10);
    expect(watching.news).toEqual([
      { env: BANK, what: 'changed', diff: { added: ['two'], removed: [], changed: [] } },
      { env: BANK, what: 'changed', diff: { added: [], removed: ['two'], changed: [] } },
    ]);
  });

  it('tells of a set that breaks the rules, once, and goes on', async () => {
    const watching = await openWatch();
    watching.dcm.publish([one, one]);
    await pass(watching, 12);
    expect(watching.news).toEqual([{ env: BANK, what: 'refused' }]);
    watching.dcm.publish([one]);
    await pass(watching, 6);
    expect(watching.news).toHaveLength(1);
  });

  it('waits longer after each failure, half an hour at most, and as before after a look that succeeds', async () => {
    const watching = await openWatch();
    watching.dcm.publish(null);
    await pass(watching, 181);
    // After 1, 11, 31, 61, 91, 121, 151 and 181 minutes.
    expect(watching.looks()).toBe(8);
    expect(watching.watch.isWatching(BANK)).toBe(false);
    watching.dcm.publish([one]);
    await pass(watching, 41);
    expect(watching.looks()).toBe(11);
    expect(watching.watch.isWatching(BANK)).toBe(true);
  });

  it('says when it did not watch', async () => {
    const watching = await openWatch();
    await pass(watching, 6);
    watching.online.is = false;
    await pass(watching, 128);
    expect(watching.home.archiveHistory.read(BANK).notWatched).toEqual([
      { from: '2026-10-12T09:06:00.000Z', to: null },
    ]);
    watching.online.is = true;
    await pass(watching, 1);
    expect(watching.home.archiveHistory.read(BANK).notWatched).toEqual([
      { from: '2026-10-12T09:06:00.000Z', to: '2026-10-12T11:15:00.000Z' },
    ]);
  });

  it('asks nobody while the app is offline, and nothing after its end', async () => {
    const watching = await openWatch();
    watching.online.is = false;
    await pass(watching, 20);
    watching.online.is = true;
    watching.watch.stop();
    await pass(watching, 20);
    expect(watching.looks()).toBe(0);
  });

  it('leaves a practice DCM alone until somebody has fetched its keys', async () => {
    const watching = await openWatch();
    await pass(watching, 10);
    expect(watching.home.archive.list(ENV)).toEqual([]);
    await watching.home.archive.fetch(ENV);
    await pass(watching, 10);
    expect(watching.watch.isWatching(ENV)).toBe(true);
  });

  it('looks while the app is locked: no key is needed for it', async () => {
    const watching = await openWatch();
    watching.home.session.lock();
    await pass(watching, 1);
    expect(watching.looks()).toBe(1);
  });

  it('does not ask twice at once where DCM is slow', async () => {
    const watching = await openWatch();
    watching.clock.pass(MINUTE);
    await Promise.all([watching.watch.lookWhereDue(), watching.watch.lookWhereDue()]);
    expect(watching.looks()).toBe(1);
  });
});
