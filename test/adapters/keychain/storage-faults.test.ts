import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createFaultyKeychain, type Faults, LOCKED_TEXT, NO_FAULTS } from '../../fakes/faulty-keychain.ts';
import { createMemoryIntents } from '../../fakes/keychain-intents.ts';
import { smallKey, thumbprintOf } from './key-kinds.ts';

const AT_REST = { rolledBack: 0, removed: 0, pending: 0 };
const [rsa, newer] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey) as [
  KeyObject,
  KeyObject,
];
afterEach(() => {
  vi.useRealTimers();
});

function setUp(platform: NodeJS.Platform) {
  const system = createFaultyKeychain({ platform });
  const intents = createMemoryIntents();
  const start = () => createPrivateKeys({ keychain: system.keychain, intents });
  const left = () => [...system.entries.keys()].filter((name) => name.startsWith('dcm-key-manager/'));
  return { system, intents, start, left };
}

// One entry for a key, or a manifest and parts of at most 1,200 characters.
describe.each(['linux', 'win32'] as const)('on %s', (platform) => {
  const FAULTS: readonly (readonly [string, Partial<Faults>])[] = [
    ['truncates', { truncateTo: 900 }],
    ['forgets', { forgetOnWrite: true }],
    ['lies on read-back', { lieOnRead: true }],
    ['gives what was there before', { staleFrom: 1 }],
    ['refuses what is longer than it likes', { maxBytes: 700 }],
    ['is locked in German', { lockedFrom: 3, language: 'german' }],
    ['is locked in Japanese', { lockedFrom: 2, language: 'japanese' }],
  ];

  it.each(FAULTS)('a store that %s keeps the old key, and nothing of the new one', async (_, faults) => {
    const { system, start, left } = setUp(platform);
    const keys = start();
    await keys.write('key-1', rsa);
    keys.commit('key-1');
    const before = left();
    const offset = Number.isFinite(faults.lockedFrom ?? Infinity) ? { lockedFrom: system.calls() + 4 } : {};
    const stale = faults.staleFrom === undefined ? {} : { staleFrom: system.calls() + 1 };
    Object.assign(system.faults, faults, offset, stale);
    const thrown: unknown = await keys.write('key-1', newer).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: expect.stringMatching(/^KEYCHAIN_/) });
    Object.assign(system.faults, NO_FAULTS);
    await start().reconcile();
    expect(await start().reconcile()).toEqual(AT_REST);
    expect(left()).toEqual(before);
    expect(await start().use('key-1', thumbprintOf(rsa), () => 'old')).toBe('old');
  });

  it('two entries that were exchanged are found on the read-back of either', async () => {
    const { system, start, left } = setUp(platform);
    const keys = start();
    await keys.write('key-1', rsa);
    keys.commit('key-1');
    await keys.write('key-2', smallKey());
    keys.commit('key-2');
    const [one = '', two = ''] = left().filter((name) => /key-\d\.g1$/u.test(name));
    const text = system.entries.get(one) ?? '';
    system.entries.set(one, system.entries.get(two) ?? '').set(two, text);
    const use = start().use('key-1', thumbprintOf(rsa), () => 1);
    await expect(use).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });

  const AT_CALL: Readonly<Record<string, (call: number) => Partial<Faults>>> = {
    'fails with an unknown text': (call) => ({ rejectAt: { call, reason: new Error(LOCKED_TEXT.japanese) } }),
    'throws at once': (call) => ({ throwAt: call }),
    'is locked from there on': (call) => ({ lockedFrom: call }),
    'keeps what it should remove': (call) => ({ keepFrom: call }),
  };

  it.each(Object.keys(AT_CALL))('clearing up comes to rest when the store %s, at each of its calls', async (name) => {
    let wasPending = false;
    for (let call = 1; ; call += 1) {
      const { system, intents, start, left } = setUp(platform);
      await start().write('key-1', rsa);
      const removed = start();
      await removed.write('key-2', smallKey());
      removed.commit('key-2');
      removed.beginRemoval('key-2');
      const before = system.calls();
      Object.assign(system.faults, AT_CALL[name]?.(before + call));
      const outcome = await start().reconcile();
      const isOver = system.calls() - before < call;
      Object.assign(system.faults, NO_FAULTS);
      wasPending ||= outcome.pending > 0;
      await start().reconcile();
      expect(await start().reconcile()).toEqual(AT_REST);
      expect([left(), intents.rows.size]).toEqual([[], 0]);
      if (isOver) break;
    }
    expect(wasPending).toBe(true);
  });

  it('a call that hangs for 60 s is given up at each step of a write; its late answer is dropped and cleared away', async () => {
    let hasFailed = false;
    for (let call = 1; ; call += 1) {
      vi.useFakeTimers();
      const { system, intents, start, left } = setUp(platform);
      system.faults.hangAt = new Set([call]);
      const keys = start();
      const settled = vi.fn<(outcome: unknown) => void>();
      const write = keys.write('key-1', rsa).then(settled, settled);
      // As far as it gets; the clock stands still.
      while (system.calls() < call && settled.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(0);
      await vi.advanceTimersByTimeAsync(59_999);
      const isOver = system.calls() < call;
      if (!isOver) expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await write;
      vi.useRealTimers();
      const [outcome] = settled.mock.calls[0] ?? [];
      if (isOver) expect(outcome).toBeUndefined();
      else expect(outcome).toMatchObject({ code: 'KEYCHAIN_TIMEOUT' });
      hasFailed ||= !isOver;
      // Somebody answers the prompt after all: what the late call stored is nobody's key.
      Object.assign(system.faults, NO_FAULTS);
      system.release();
      await new Promise((resolve) => setTimeout(resolve));
      await start().reconcile();
      expect(await start().reconcile()).toEqual(AT_REST);
      expect([left(), intents.rows.size]).toEqual([[], 0]);
      if (isOver) break;
    }
    expect(hasFailed).toBe(true);
  });
});

describe('a key whose removal has begun', () => {
  it('is used by nobody, and is removed by the next start', async () => {
    const { start, left } = setUp('linux');
    const keys = start();
    await keys.write('key-1', rsa);
    keys.commit('key-1');
    keys.beginRemoval('key-1');
    await expect(keys.use('key-1', thumbprintOf(rsa), () => 1)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
    expect(await start().reconcile()).toMatchObject({ removed: 1 });
    expect(left()).toEqual([]);
  });
});
