import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { smallKey, thumbprintOf } from './key-kinds.ts';
import { AT_REST, keep, setUp } from './private-keys-ground.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('writing a key', () => {
  it('counts only after the commit', async () => {
    const { keys } = setUp();
    const key = smallKey();
    await keys.write('key-1', key);
    await expect(keys.use('key-1', thumbprintOf(key), () => 1)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
    keys.commit('key-1');
    expect(await keys.use('key-1', thumbprintOf(key), () => 1)).toBe(1);
  });

  it('leaves a row before each entry', async () => {
    const { keys, intents, system } = setUp();
    vi.spyOn(system.native, 'setPassword').mockImplementation(async () => {
      expect([...intents.rows.values()]).toMatchObject([{ phase: 'writing', generation: 1 }]);
      throw new Error('enough');
    });
    await expect(keys.write('key-1', smallKey())).rejects.toMatchObject({ code: expect.stringMatching(/^KEYCHAIN_/) });
  });

  it('refuses ids that could meet another id, public keys, and a commit of nothing', async () => {
    const { keys, system } = setUp();
    for (const id of ['', 'Key', 'a.b', 'a/b', '../x', 'ключ', 'a\0', 'x'.repeat(61)])
      await expect(keys.write(id, smallKey())).rejects.toMatchObject({ code: 'KEYCHAIN_FAILED' });
    const { publicKey } = generateKeyPairSync('ed25519');
    await expect(keys.write('key-1', publicKey)).rejects.toMatchObject({ code: 'KEYCHAIN_FAILED' });
    expect(() => keys.commit('key-1')).toThrow(expect.objectContaining({ code: 'KEYCHAIN_FAILED' }));
    expect(system.entries.size).toBe(0);
  });

  it('never overwrites an entry that is already there', async () => {
    const { keys, system } = setUp();
    await system.keychain.write('key.key-1.g1', 'somebody');
    await expect(keys.write('key-1', smallKey())).rejects.toMatchObject({ code: 'KEYCHAIN_FAILED' });
  });

  it.each([
    ['truncates', { truncateTo: 700 }],
    ['lies on read-back', { lieOnRead: true }],
    ['forgets', { forgetOnWrite: true }],
    ['swaps', { swap: true }],
    ['refuses the length', { maxBytes: 900 }],
  ])('is rolled back when the store %s, and leaves nothing', async (_, faults) => {
    const { keys, start, system, intents } = setUp({ platform: 'win32' });
    Object.assign(system.faults, faults);
    await expect(keys.write('key-1', rsa)).rejects.toMatchObject({ code: expect.stringMatching(/^KEYCHAIN_/) });
    Object.assign(system.faults, {
      lieOnRead: false,
      truncateTo: null,
      forgetOnWrite: false,
      swap: false,
      maxBytes: null,
    });
    await start().reconcile();
    expect(await start().reconcile()).toEqual(AT_REST);
    expect(system.entries.size).toBe(0);
    expect(intents.rows.size).toBe(0);
  });

  it('zeroes the bytes of the key, written and read', async () => {
    const { keys } = setUp();
    const key = smallKey();
    const text = key.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
    const exported = vi.spyOn(key, 'export');
    const decoded = vi.spyOn(Buffer, 'from');
    const thumbprint = await keep(keys, 'key-1', key);
    await keys.use('key-1', thumbprint, () => undefined);
    const written = exported.mock.results.map(({ value }) => value).filter(Buffer.isBuffer);
    const read = decoded.mock.calls.flatMap(([input], at) =>
      String(input) === text ? [decoded.mock.results[at]?.value] : [],
    );
    expect(written.length).toBeGreaterThan(0);
    expect(read.length).toBeGreaterThan(0);
    for (const bytes of [...written, ...read]) expect(Buffer.compare(bytes, Buffer.alloc(bytes.length))).toBe(0);
  });
});

const FAULTS = {
  'fails with an unknown text': (call: number) => ({
    rejectAt: { call, reason: new Error('Unbekannter Fehler 4711') },
  }),
  'fails without a text': (call: number) => ({ rejectAt: { call, reason: {} } }),
  'throws at once': (call: number) => ({ throwAt: call }),
  'is locked from there on': (call: number) => ({ lockedFrom: call }),
  'is locked and answers with nothing': (call: number) => ({ lockedFrom: call, nullWhenLocked: true }),
  'is locked in German': (call: number) => ({ lockedFrom: call, language: 'german' as const }),
  hangs: (call: number) => ({ hangAt: new Set([call]) }),
};
const CLEAR = {
  rejectAt: null,
  throwAt: 0,
  lockedFrom: Number.POSITIVE_INFINITY,
  nullWhenLocked: false,
  hangAt: new Set<number>(),
};

describe.each(Object.entries(FAULTS))('a store that %s', (name, faultAt) => {
  // Only a Secret Service answers "nothing" when it means "locked"; Windows says so.
  const PLATFORMS: NodeJS.Platform[] = name.includes('nothing') ? ['linux'] : ['linux', 'win32'];

  it.each(PLATFORMS)('leaves the old key or the new one at each step of a write on %s', async (platform) => {
    let hasFailed = false;
    for (let step = 1; ; step += 1) {
      const { keys, start, system, intents } = setUp({ platform, timeoutMs: 15 });
      const [older, newer] = [rsa, smallKey()];
      const old = await keep(keys, 'key-1', older);
      Object.assign(system.faults, faultAt(system.calls() + step));
      const last = system.calls();
      const failed = await keys.write('key-1', newer).then(
        () => false,
        () => true,
      );
      const isOver = system.calls() - last < step;
      Object.assign(system.faults, CLEAR);
      system.release();
      await new Promise((resolve) => setTimeout(resolve));
      if (failed) {
        hasFailed = true;
        expect(await start().use('key-1', old, () => 'old')).toBe('old');
      } else {
        keys.commit('key-1');
      }
      await start().reconcile();
      expect(await start().reconcile()).toEqual(AT_REST);
      expect(await start().use('key-1', failed ? old : thumbprintOf(newer), () => 'one')).toBe('one');
      expect([...intents.rows.keys()]).toEqual(['key-1']);
      const generation = failed ? 'g1' : 'g2';
      const ours = [...system.entries.keys()].filter((name) => name.startsWith('dcm-key-manager/'));
      expect(ours.every((name) => name.includes(`.key-1.${generation}`))).toBe(true);
      if (isOver) break;
    }
    expect(hasFailed).toBe(true);
  });

  it.each(PLATFORMS)('never makes a removal look done on %s', async (platform) => {
    let wasPending = false;
    for (let step = 1; ; step += 1) {
      const { keys, start, system, intents } = setUp({ platform, timeoutMs: 15 });
      await keep(keys, 'key-1', rsa);
      const last = system.calls();
      Object.assign(system.faults, faultAt(last + step));
      const outcome = await keys.remove('key-1');
      const isOver = system.calls() - last < step;
      const left = () => [...system.entries.keys()].filter((name) => name.includes('.key-1.'));
      if (outcome === 'deleted') expect(left()).toEqual([]);
      Object.assign(system.faults, CLEAR);
      system.release();
      await new Promise((resolve) => setTimeout(resolve));
      wasPending ||= outcome === 'delete-pending';
      await expect(keys.use('key-1', thumbprintOf(rsa), () => 1)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
      expect(await start().reconcile()).toMatchObject({ removed: outcome === 'deleted' ? 0 : 1, pending: 0 });
      expect(await start().reconcile()).toEqual(AT_REST);
      expect(left()).toEqual([]);
      expect(intents.rows.size).toBe(0);
      if (isOver) break;
    }
    expect(wasPending).toBe(true);
  });
});
