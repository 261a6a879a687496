import { afterEach, describe, expect, it } from 'vitest';
import { archiveItems } from '../../electron/services/archive-items.ts';
import { makeKey } from '../domain/tokens.ts';
import { BANK, NINE, openWatchedHome, type WatchedHome } from '../fakes/watched-home.ts';

const one = makeKey('RS256', 'one');
const two = makeKey('ES256', 'two');
const MINUTE = 60_000;
const DAY = 86_400_000;
let opened: WatchedHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const open = async () => (opened = await openWatchedHome([one.jwk]));
const itemsOf = ({ home, clock }: WatchedHome) =>
  archiveItems(home, BANK, clock.now()).map(({ id, urgency, kid, at }) => [id, urgency, kid, at?.slice(0, 16)]);

describe('what is to be done about DCM’s keys', () => {
  it('is nothing while the set stays as it was', async () => {
    const watched = await open();
    await watched.home.archive.fetch(BANK);
    expect(itemsOf(watched)).toEqual([]);
  });

  it('names a change until somebody has seen it, and a set that breaks the rules until a good one comes', async () => {
    const watched = await open();
    const { home, clock, dcm } = watched;
    await home.archive.fetch(BANK);
    clock.pass(MINUTE);
    dcm.publish([one.jwk, two.jwk]);
    await home.archive.fetch(BANK);
    clock.pass(MINUTE);
    dcm.publish(JSON.stringify({ keys: [one.jwk, one.jwk] }));
    await home.archive.look(BANK, { isQuiet: true });
    expect(itemsOf(watched)).toEqual([
      ['jwks-changed', 'now', null, '2026-10-12T09:01'],
      ['jwks-refused', 'now', null, '2026-10-12T09:02'],
    ]);
    home.archiveHistory.acknowledge(BANK);
    clock.pass(MINUTE);
    dcm.publish([one.jwk, two.jwk]);
    await home.archive.fetch(BANK);
    expect(itemsOf(watched)).toEqual([]);
  });

  it('says since when nobody has watched: after a day, and until the set itself is old', async () => {
    const watched = await open();
    await watched.home.archive.fetch(BANK);
    watched.clock.pass(DAY);
    expect(itemsOf(watched)).toEqual([]);
    watched.clock.pass(MINUTE);
    expect(itemsOf(watched)).toEqual([['jwks-unwatched', 'soon', null, NINE.slice(0, 16)]]);
    watched.clock.pass(6 * DAY);
    expect(itemsOf(watched)).toEqual([]);
  });

  it('names a stolen key for as long as DCM publishes it', async () => {
    const watched = await open();
    const { home, clock, dcm } = watched;
    await home.archive.fetch(BANK);
    const said = { env: BANK, since: NINE, reason: 'case 7', caller: null, callBack: null };
    home.distrustedKeys.add({ ...said, kid: 'one' });
    home.distrustedKeys.add({ ...said, kid: 'never-seen' });
    expect(itemsOf(watched)).toEqual([['distrusted-listed', 'now', 'one', NINE.slice(0, 16)]]);
    clock.pass(MINUTE);
    dcm.publish([two.jwk]);
    await home.archive.fetch(BANK);
    home.archiveHistory.acknowledge(BANK);
    expect(itemsOf(watched)).toEqual([]);
  });
});
