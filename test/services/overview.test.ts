import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Home } from '../../electron/services/home.ts';
import { readOverview } from '../../electron/services/overview.ts';
import type { Key } from '../../shared/model/key.ts';
import type { RegistrationState } from '../../shared/model/registration.ts';
import { ENV, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { fakeKey, fakeRegistration } from '../fakes/fake-core/facts.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 1, 8, 0, 0);
const CLOCK = { now: () => NOW, monotonicMs: () => 0 };
const inDays = (days: number) => new Date(NOW + days * DAY).toISOString();

let test: TestHome;
beforeEach(async () => {
  test = await openTestHome();
});
afterEach(async () => await test.close());

function addKeys(keys: readonly (Partial<Key> & Pick<Key, 'kid'>)[]): void {
  const { store } = test.home;
  store.write(() => {
    for (const part of keys) {
      const key = fakeKey({ thumbprint: part.kid, env: ENV, expiresAt: null, ...part });
      store.keys.insert({ ...key, keychainId: null, deleteFrom: null, possessionNonce: null, possessionAskedAt: null });
    }
  });
}
const itemsAbout = (id: string) =>
  readOverview(test.home, CLOCK).items.flatMap((one) => (one.id === id ? [[one.kid, one.urgency]] : []));

describe('the overview', () => {
  it('names keys that end within 30 days, the nearer the more urgent', () => {
    const ends = { in31: 31, in30: 30, in8: 8, in7: 7, in2: 2, in1: 1, over: -1 };
    addKeys(Object.entries(ends).map(([kid, days]) => ({ kid, expiresAt: inDays(days) })));
    addKeys([{ kid: 'retired', state: 'retired', expiresAt: inDays(1) }]);
    expect(Object.fromEntries(itemsAbout('key-expires'))).toEqual({
      in30: 'next',
      in8: 'next',
      in7: 'soon',
      in2: 'soon',
      in1: 'now',
    });
    expect(itemsAbout('key-expired')).toEqual([['over', 'now']]);
  });

  it('names each production that signs and has no standby key, and no other environment', () => {
    const bank = { baseUrl: 'https://dcm.example', counterpartyGuid: 'g', kind: 'production', ca: null } as const;
    const { store } = test.home;
    store.write(() => ['signs', 'ready', 'idle'].forEach((name) => store.environments.insert({ ...bank, name })));
    addKeys([
      { kid: 'a', env: 'signs' },
      { kid: 'b', env: 'ready' },
      { kid: 'c', env: 'idle', state: 'draft' },
      { kid: 'd' },
    ]);
    addKeys([{ kid: 'e', env: 'ready', state: 'draft' }]);
    const place = { bag: 'b', sealNumber: 's', safe: 'f' };
    const sealed = { kid: 'e', place, note: null, since: inDays(-1), by: 'o', checkedAt: null, drawnAt: null };
    store.write(() => {
      const key = store.keys.get('e');
      if (key !== null) store.keys.update({ ...key, keychainId: 'key-1' });
      store.standbys.put(sealed);
    });
    const found = readOverview(test.home, CLOCK).items.filter(({ id }) => id === 'no-standby');
    expect(found).toMatchObject([{ env: 'signs', urgency: 'next' }]);
  });

  it('names keys that may sign and whose private half is missing', () => {
    addKeys([
      { kid: 'lost', unavailableSince: inDays(-1) },
      { kid: 'old', state: 'retired', unavailableSince: inDays(-1) },
    ]);
    expect(itemsAbout('key-unavailable')).toEqual([['lost', 'now']]);
  });

  it('sends nobody to register a key whose answer was lost: it is to be looked for at DCM, under its environment', () => {
    const states = ['draft', 'sent', 'unknown', 'listed', 'proven', 'in-use', 'replaced'] as const;
    addKeys([...states.map((kid) => ({ kid })), { kid: 'given' }, { kid: 'put' }, { kid: 'never-sent' }]);
    const { store } = test.home;
    const keep = (kid: string, state: RegistrationState, guid: string | null) =>
      store.registrations.put({
        ...fakeRegistration(kid, ENV, state),
        guid,
        thumbprint: kid,
        idempotencyKey: kid,
        updatedAt: inDays(-1),
      });
    store.write(() => {
      for (const state of states) keep(state, state, ['draft', 'sent', 'unknown'].includes(state) ? null : state);
      keep('given', 'sent', 'guid-1');
      keep('put', 'unknown', 'guid-2');
    });
    const { items } = readOverview(test.home, CLOCK);
    const about = { urgency: 'soon', env: ENV, at: inDays(-1) };
    expect(items.filter(({ id }) => id === 'registration-unknown')).toEqual([
      { id: 'registration-unknown', kid: 'put', ...about },
      { id: 'registration-unknown', kid: 'sent', ...about },
      { id: 'registration-unknown', kid: 'unknown', ...about },
    ]);
    expect(itemsAbout('registration-unlisted')).toEqual([['given', 'soon']]);
    expect(itemsAbout('register-key')).toEqual([
      ['draft', 'next'],
      ['never-sent', 'next'],
    ]);
    expect(itemsAbout('prove-key')).toEqual([['listed', 'next']]);
  });

  it('puts what is urgent first', () => {
    addKeys([
      { kid: 'a', expiresAt: inDays(20) },
      { kid: 'b', expiresAt: inDays(-1) },
      { kid: 'c', expiresAt: inDays(5) },
    ]);
    const ranks = readOverview(test.home, CLOCK).items.map(({ urgency }) => ['now', 'soon', 'next'].indexOf(urgency));
    expect(ranks).toEqual(ranks.toSorted());
    expect(ranks.length).toBeGreaterThan(3);
  });

  it('reads every list once, however many environments and keys there are', () => {
    const { baseUrl, counterpartyGuid } = test.practice;
    for (const name of ['two', 'three'])
      test.home.environments.add({ name, baseUrl, counterpartyGuid, kind: 'practice', ca: null });
    addKeys(Array.from({ length: 300 }, (_, at) => ({ kid: `k${String(at)}`, env: at % 2 === 0 ? ENV : 'two' })));
    const read: string[] = [];
    const counting = <T extends { list(): unknown }>(name: string, service: T): T => ({
      ...service,
      list: (...given: []) => {
        read.push(name);
        return service.list(...given);
      },
    });
    const { keys, registrations, archive, environments } = test.home;
    const home: Home = {
      ...test.home,
      keys: counting('keys', keys),
      registrations: counting('registrations', registrations),
      archive: counting('archive', archive),
      environments: counting('environments', environments),
    };
    const { items, keyCount } = readOverview(home, CLOCK);
    expect(read.toSorted()).toEqual(['archive', 'environments', 'keys', 'registrations']);
    expect([keyCount, items.filter(({ id }) => id === 'register-key').length]).toEqual([300, 300]);
    expect(items.filter(({ id }) => id === 'make-key').map(({ env }) => env)).toEqual(['three']);
  });
});
