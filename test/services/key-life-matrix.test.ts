import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { type Key, KEY_STATES, type KeyState } from '../../shared/model/key.ts';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

/** What may be done with a key in each state, and where it leads; everything else is refused and leaves no trace. */
const ALLOWED: Readonly<Record<KeyState, Readonly<Record<string, KeyState>>>> = {
  draft: { active: 'active', compromised: 'compromised', delete: 'deleted' },
  active: { suspended: 'suspended', retired: 'retired', compromised: 'compromised' },
  suspended: { active: 'active', retired: 'retired', compromised: 'compromised', delete: 'delete-scheduled' },
  retired: { compromised: 'compromised', delete: 'delete-scheduled', cancel: 'retired' },
  compromised: { delete: 'deleted' },
  'delete-scheduled': { compromised: 'compromised', cancel: 'suspended' },
  'delete-pending': { compromised: 'compromised', delete: 'delete-pending' },
  deleted: {},
};
const ACTS = [...KEY_STATES, 'delete', 'cancel'];
const why = { reason: 'matrix', since: null };

let opened: TestHome;
let clings = false;
beforeAll(async () => {
  // A keychain that can be told to let nothing go, so that a deletion stays unconfirmed.
  const keychain = createMemoryKeychain();
  opened = await openTestHome({
    openKeychain: () => ({ ...keychain, remove: async (account) => (clings ? true : await keychain.remove(account)) }),
  });
});
afterAll(async () => {
  await opened.close();
});

async function makeKeyIn(home: Home, state: KeyState): Promise<string> {
  const { kid } = await home.keys.generate({ ...KEY_REQUEST, alg: 'RS256', env: ENV, isDraft: state === 'draft' });
  const move = (to: KeyState) => home.keyLife.move(kid, to, why);
  if (state === 'suspended' || state === 'delete-scheduled') move('suspended');
  if (state === 'retired' || state === 'compromised') move(state);
  if (state === 'delete-scheduled') await home.keyLife.delete(kid, { reason: 'matrix', isNow: false });
  if (state === 'deleted' || state === 'delete-pending') {
    // The end of a key that is not stolen: ordered, and due because its time has come.
    move('suspended');
    await home.keyLife.delete(kid, { reason: 'matrix', isNow: false });
    home.store.write(() =>
      home.store.keys.update({ ...home.keys.record(kid), deleteDueAt: '2020-01-01T00:00:00.000Z' }),
    );
    clings = state === 'delete-pending';
    await home.keyLife.deleteDue();
    clings = false;
  }
  expect(home.keys.get(kid).state).toBe(state);
  return kid;
}

async function act(home: Home, kid: string, name: string): Promise<Key | string> {
  try {
    if (name === 'delete') return await home.keyLife.delete(kid, { reason: 'matrix', isNow: false });
    if (name === 'cancel') return home.keyLife.cancelDelete(kid, 'matrix');
    return home.keyLife.move(kid, name as KeyState, why);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe.each(KEY_STATES)('a key that is %s', (state) => {
  it.each(ACTS)(`%s: only what the table allows, with its event and reason`, async (name) => {
    const { home } = opened;
    const kid = await makeKeyIn(home, state);
    const before = home.store.audit.about(kid).length;
    clings = state === 'delete-pending' && name === 'delete';
    const result = await act(home, kid, name);
    clings = false;
    const expected = ALLOWED[state][name];
    const events = home.store.audit.about(kid).slice(before);
    if (expected === undefined) {
      expect([result, events, home.keys.get(kid).state]).toEqual(['STATE_MOVE_REFUSED', [], state]);
      return;
    }
    expect(result).toMatchObject({ state: expected });
    const said = events.map(({ payload }) => payload['reason']);
    // Trying in vain once more is no news.
    expect(said.every((reason) => reason === 'matrix') && (said.length > 0 || name === 'delete')).toBe(true);
  });
});
