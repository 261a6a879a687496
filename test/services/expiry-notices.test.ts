import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import { createExpiryNotices } from '../../electron/services/expiry-notices.ts';
import type { Key } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { openTestHome, type TestHome } from '../fakes/test-home.ts';
import { fakeKey } from '../fakes/fake-core/facts.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 1, 8, 0, 0);
const inDays = (days: number) => new Date(NOW + days * DAY).toISOString();

let test: TestHome;
let now: number;
let shown: { title: string; body: string }[];
beforeEach(async () => {
  test = await openTestHome();
  now = NOW;
  shown = [];
});
afterEach(async () => await test.close());

function addKeys(...keys: readonly (Partial<Key> & Pick<Key, 'kid'>)[]): void {
  const { store } = test.home;
  store.write(() => {
    for (const part of keys) {
      const key = fakeKey({ thumbprint: part.kid, ...part });
      store.keys.insert({ ...key, keychainId: null, deleteFrom: null, possessionNonce: null, possessionAskedAt: null });
    }
  });
}

/** The notices of one start of the window. `titlesAt`: what is shown at an instant, in days from the first. */
function start(language: Language = 'en', store = test.home.store) {
  const clock = { now: () => now, monotonicMs: () => 0 };
  const notices = createExpiryNotices({ store, clock, language: () => language, notify: (one) => shown.push(one) });
  return {
    titlesAt(days: number): readonly string[] {
      now = NOW + days * DAY;
      shown = [];
      notices.tell();
      return shown.map(({ title }) => title);
    },
  };
}

describe('notices about keys that end', () => {
  it('come 30, 7 and 1 days before and at the end, each once', () => {
    addKeys({ kid: 'k', label: 'Main', expiresAt: inDays(40) });
    const { titlesAt } = start();
    const days = [0, 9.9, 10, 10.1, 20, 33, 33.1, 38.9, 39, 39.5, 40, 40.1, 90];
    expect(days.map((day) => titlesAt(day).join())).toEqual([
      ...['', '', 'The key “Main” expires in 30 days', '', '', 'The key “Main” expires in 7 days', '', ''],
      ...['The key “Main” expires in one day', '', 'The key “Main” has expired', '', ''],
    ]);
  });

  it('are not repeated by the next start, and begin anew with a new date', () => {
    addKeys({ kid: 'k', expiresAt: inDays(20) });
    expect(start().titlesAt(0)).toHaveLength(1);
    expect(start().titlesAt(0)).toHaveLength(0);
    const { store } = test.home;
    const record = test.home.keys.record('k');
    store.write(() => store.keys.update({ ...record, expiresAt: inDays(25) }));
    expect(start().titlesAt(0)).toHaveLength(1);
  });

  it('are told only the last step that was passed while the window was closed, also by a clock that goes back', () => {
    addKeys({ kid: 'k', label: 'Main', expiresAt: inDays(40) });
    const { titlesAt } = start();
    expect(titlesAt(39.5)).toEqual(['The key “Main” expires in one day']);
    expect(titlesAt(12)).toEqual([]);
  });

  it('say nothing of keys that sign no more, or that have no end', () => {
    const states = ['retired', 'compromised', 'delete-scheduled', 'delete-pending', 'deleted'] as const;
    addKeys(...states.map((state) => ({ kid: state, state, expiresAt: inDays(3) })), {
      kid: 'endless',
      expiresAt: null,
    });
    expect(start().titlesAt(0)).toEqual([]);
    addKeys({ kid: 'suspended', state: 'suspended', expiresAt: inDays(3) });
    expect(start().titlesAt(0)).toHaveLength(1);
  });

  it('are one for many keys, the nearest end first, in the language of the settings', () => {
    addKeys(...[21, 3, 1, 6, -2].map((days) => ({ kid: `k${String(days)}`, expiresAt: inDays(days) })));
    expect(start('uk').titlesAt(0)).toEqual(['Спливає або минув строк 5 ключів']);
    expect(shown[0]?.body.split('\n')).toEqual([
      'Строк ключа «k-2» минув',
      'Строк ключа «k1» спливає через 1 день',
      'Строк ключа «k3» спливає через 3 дні',
      'і ще 2',
    ]);
  });

  it('come once for each start where nothing can be written down, and never stop the window', () => {
    addKeys({ kid: 'k', expiresAt: inDays(3) });
    const refuse = () => {
      throw new AppError('DISK_FULL', 'full', { hint: '-' });
    };
    const readOnly = start('en', { ...test.home.store, isWritable: false, write: refuse });
    expect([readOnly.titlesAt(0).length, readOnly.titlesAt(0).length]).toEqual([1, 0]);
    const unreadable = start('en', { ...test.home.store, keys: { ...test.home.store.keys, list: refuse } });
    expect(unreadable.titlesAt(0)).toEqual([]);
  });

  it('show no control characters of a label', () => {
    addKeys({ kid: 'k', label: 'a\u0007\u202eb', expiresAt: inDays(3) });
    expect(start().titlesAt(0)).toEqual(['The key “a\\u{7}\\u{202e}b” expires in 3 days']);
  });
});
