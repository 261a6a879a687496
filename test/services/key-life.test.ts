import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

const DAY = 86_400_000;
let opened: TestHome | null = null;
const clock = { at: Date.now(), now: () => clock.at, monotonicMs: () => performance.now() };
afterEach(async () => {
  await opened?.close();
  opened = null;
  clock.at = Date.now();
});

async function homeWithKey(faults: Parameters<typeof openTestHome>[0] = {}): Promise<{ home: Home; kid: string }> {
  opened = await openTestHome({ clock, ...faults });
  const { kid } = await opened.home.keys.generate(KEY_REQUEST);
  return { home: opened.home, kid };
}
const codeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};
const because = (reason: string, since: string | null = null) => ({ reason, since });
const judge = (home: Home, token: string) =>
  home.tokenChecks.judge({
    token,
    source: { from: 'own' },
    instant: clock.at,
    now: clock.at,
    leewaySeconds: 30,
    profile: 'bank',
    mode: 'jwt',
    language: 'en',
  });

describe('a move', () => {
  it('stores state, time, actor and reason in one transaction with its event', async () => {
    const { home, kid } = await homeWithKey();
    expect(home.keyLife.move(kid, 'suspended', because('phone lost')).state).toBe('suspended');
    expect(home.store.audit.head()).toMatchObject({
      type: 'key.moved',
      payload: { kid, from: 'active', to: 'suspended', reason: 'phone lost' },
    });
    expect(home.keys.get(kid).state).toBe('suspended');
  });

  it('wants a reason, and refuses what the life cycle does not know', async () => {
    const { home, kid } = await homeWithKey();
    expect(await codeOf(() => home.keyLife.move(kid, 'suspended', because(' ')))).toBe('INPUT_INVALID');
    expect(await codeOf(() => home.keyLife.move(kid, 'draft', because('r')))).toBe('STATE_MOVE_REFUSED');
    expect(await codeOf(() => home.keyLife.move(kid, 'deleted', because('r')))).toBe('STATE_MOVE_REFUSED');
    expect(await codeOf(() => home.keyLife.move('nobody', 'suspended', because('r')))).toBe('KEY_NOT_FOUND');
  });

  it('to suspended stops tokens and still allows the probe; back to active allows tokens again', async () => {
    const { home, kid } = await homeWithKey();
    home.keyLife.move(kid, 'suspended', because('r'));
    expect(await codeOf(() => home.signing.sign(signRequest(kid)))).toBe('KEY_NOT_ACTIVE');
    expect(await codeOf(() => home.signing.signProbe(kid, ENV))).toBe('done');
    home.keyLife.move(kid, 'active', because('found again'));
    expect(await codeOf(() => home.signing.sign(signRequest(kid)))).toBe('done');
  });

  it('to compromised can not be taken back, and keeps both its dates', async () => {
    const { home, kid } = await homeWithKey();
    const since = new Date(clock.at - DAY).toISOString();
    const key = home.keyLife.move(kid, 'compromised', because('laptop stolen', since));
    expect(key).toMatchObject({ compromisedSince: since, compromisedAt: new Date(clock.at).toISOString() });
    expect(await codeOf(() => home.keyLife.move(kid, 'active', because('r')))).toBe('STATE_MOVE_REFUSED');
    const future = new Date(clock.at + DAY).toISOString();
    expect(await codeOf(() => home.keyLife.move(kid, 'compromised', because('r', future)))).toBe('INPUT_INVALID');
  });
});

describe('a token of a compromised key', () => {
  it('is KEY_COMPROMISED, unless our trail signed it before the suspected instant', async () => {
    const { home, kid } = await homeWithKey();
    const before = await home.signing.sign(signRequest(kid));
    clock.at += 60_000;
    const since = new Date(clock.at).toISOString();
    clock.at += 1000;
    const after = await home.signing.sign({ ...signRequest(kid), obj: '2' });
    home.keyLife.move(kid, 'compromised', because('stolen', since));
    expect(judge(home, before.token)).toMatchObject({ outcome: 'valid', code: 'OK' });
    expect(judge(home, after.token)).toMatchObject({ outcome: 'invalid', code: 'KEY_COMPROMISED' });
    await home.keyLife.delete(kid, { reason: 'r', isNow: false });
    expect(home.keys.get(kid).state).toBe('deleted');
    expect(judge(home, after.token).code).toBe('KEY_COMPROMISED');
  });
});

describe('a second report of a theft', () => {
  it('is refused in every state of the deletion: neither date is ever changed', async () => {
    const memory = createMemoryKeychain();
    const fault = { isOn: false };
    const stubborn = { ...memory, remove: async (id: string) => (fault.isOn ? true : await memory.remove(id)) };
    const { home, kid } = await homeWithKey({ openKeychain: () => stubborn });
    const token = (await home.signing.sign(signRequest(kid))).token;
    const since = new Date(clock.at - DAY).toISOString();
    home.keyLife.move(kid, 'compromised', because('stolen', since));
    const again = async () => await codeOf(() => home.keyLife.move(kid, 'compromised', because('again')));
    expect(await again()).toBe('STATE_MOVE_REFUSED');
    fault.isOn = true;
    expect((await home.keyLife.delete(kid, { reason: 'r', isNow: false })).state).toBe('delete-pending');
    expect([await again(), home.keyLife.read(kid).mayBecome]).toEqual(['STATE_MOVE_REFUSED', []]);
    expect(await codeOf(() => home.keyLife.cancelDelete(kid, 'r'))).toBe('STATE_MOVE_REFUSED');
    expect(home.keys.get(kid).compromisedSince).toBe(since);
    expect(judge(home, token).code).toBe('KEY_COMPROMISED');
  });
});

describe('retiring and reporting a theft', () => {
  it('order the deletion: after the waiting time, or now', async () => {
    const { home, kid } = await homeWithKey();
    const other = await home.keys.generate(KEY_REQUEST);
    const due = new Date(clock.at + 7 * DAY).toISOString();
    expect(home.keyLife.move(kid, 'retired', because('replaced'))).toMatchObject({
      state: 'retired',
      deleteDueAt: due,
    });
    home.keyLife.move(other.kid, 'compromised', because('stolen'));
    expect(home.keyLife.due().map((key) => key.kid)).toEqual([other.kid]);
    expect(await home.keyLife.deleteDue()).toEqual([other.kid]);
    clock.at += 7 * DAY;
    expect(await home.keyLife.deleteDue()).toEqual([kid]);
    const moves = home.keyLife.read(kid).moves.map(({ to, reason }) => [to, reason]);
    expect(moves.slice(1)).toEqual([
      ['retired', 'replaced'],
      ['delete-scheduled', 'the waiting time is over'],
      ['deleted', 'the waiting time is over'],
    ]);
  });

  it('can be called off after retiring, with its reason, and not after a theft', async () => {
    const { home, kid } = await homeWithKey();
    home.keyLife.move(kid, 'retired', because('replaced'));
    expect(home.keyLife.cancelDelete(kid, 'needed for an audit')).toMatchObject({
      state: 'retired',
      deleteDueAt: null,
    });
    expect(home.store.audit.about(kid).at(-1)?.payload).toMatchObject({ reason: 'needed for an audit' });
    clock.at += 8 * DAY;
    expect(home.keyLife.due()).toEqual([]);
    home.keyLife.move(kid, 'compromised', because('stolen'));
    expect(await codeOf(() => home.keyLife.cancelDelete(kid, 'r'))).toBe('STATE_MOVE_REFUSED');
  });

  it('stay ordered when the theft of a retired key is reported: a report puts nothing off', async () => {
    const { home, kid } = await homeWithKey();
    home.keyLife.move(kid, 'suspended', because('r'));
    await home.keyLife.delete(kid, { reason: 'r', isNow: false });
    home.keyLife.move(kid, 'compromised', because('stolen'));
    expect(await home.keyLife.deleteDue()).toEqual([kid]);
  });

  it('go on with the others when one was called off meanwhile', async () => {
    const memory = createMemoryKeychain();
    let onRemove: () => void = () => undefined;
    const slow = {
      ...memory,
      remove: async (id: string) => {
        onRemove();
        return await memory.remove(id);
      },
    };
    const { home, kid } = await homeWithKey({ openKeychain: () => slow });
    const kids = [kid, (await home.keys.generate(KEY_REQUEST)).kid, (await home.keys.generate(KEY_REQUEST)).kid];
    for (const one of kids) home.keyLife.move(one, 'retired', because('r'));
    clock.at += 7 * DAY;
    const [first, second, third] = home.keyLife.due().map((key) => key.kid);
    onRemove = () => {
      onRemove = () => undefined;
      home.keyLife.cancelDelete(second ?? '', 'kept');
    };
    expect(await home.keyLife.deleteDue()).toEqual([first, third]);
    expect(home.keys.get(second ?? '').state).toBe('retired');
  });
});

describe('deleting', () => {
  it('waits for the time of the policy, can be called off, and then is done', async () => {
    const { home, kid } = await homeWithKey();
    expect(await codeOf(() => home.keyLife.delete(kid, { reason: 'r', isNow: false }))).toBe('STATE_MOVE_REFUSED');
    home.keyLife.move(kid, 'retired', because('replaced'));
    const scheduled = await home.keyLife.delete(kid, { reason: 'r', isNow: false });
    expect(scheduled).toMatchObject({
      state: 'delete-scheduled',
      deleteDueAt: new Date(clock.at + 7 * DAY).toISOString(),
    });
    expect(home.keyLife.cancelDelete(kid, 'kept')).toMatchObject({ state: 'retired', deleteDueAt: null });
    expect(await codeOf(() => home.keyLife.cancelDelete(kid, 'kept'))).toBe('STATE_MOVE_REFUSED');
    await home.keyLife.delete(kid, { reason: 'r', isNow: false });
    clock.at += 6 * DAY;
    expect(await home.keyLife.deleteDue()).toEqual([]);
    expect(await codeOf(() => home.keyLife.delete(kid, { reason: 'r', isNow: false }))).toBe('STATE_MOVE_REFUSED');
    clock.at += DAY;
    expect(await home.keyLife.deleteDue()).toEqual([kid]);
    expect(home.keys.get(kid)).toMatchObject({ state: 'deleted', jwk: { kid } });
    expect(home.seal.verify(null).ok).toBe(true);
  });

  it('at once is refused where the policy does not allow it', async () => {
    const { home, kid } = await homeWithKey();
    home.keyLife.move(kid, 'suspended', because('r'));
    expect(await codeOf(() => home.keyLife.delete(kid, { reason: 'r', isNow: true }))).toBe('POLICY_REFUSED');
    expect(home.keys.get(kid).state).toBe('suspended');
  });

  it('of a draft and of a compromised key does not wait', async () => {
    const { home, kid } = await homeWithKey();
    home.keyLife.move(kid, 'compromised', because('r'));
    expect((await home.keyLife.delete(kid, { reason: 'r', isNow: false })).state).toBe('deleted');
    const draft = await home.keys.generate({ ...KEY_REQUEST, isDraft: true });
    expect((await home.keyLife.delete(draft.kid, { reason: 'r', isNow: false })).state).toBe('deleted');
  });

  it('says deleted only after the keychain has said that there is nothing, and tries again', async () => {
    const memory = createMemoryKeychain();
    const fault = { isOn: false };
    const stubborn = {
      ...memory,
      remove: async (account: string) => (fault.isOn ? true : await memory.remove(account)),
    };
    const { home, kid } = await homeWithKey({ openKeychain: () => stubborn });
    home.keyLife.move(kid, 'compromised', because('r'));
    fault.isOn = true;
    expect((await home.keyLife.delete(kid, { reason: 'r', isNow: false })).state).toBe('delete-pending');
    expect(await home.keyLife.deleteDue()).toEqual([]);
    fault.isOn = false;
    expect(await home.keyLife.deleteDue()).toEqual([kid]);
    expect(home.keys.get(kid).state).toBe('deleted');
  });
});
