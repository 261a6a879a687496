import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createFaultyKeychain } from '../../fakes/faulty-keychain.ts';
import { createMemoryIntents } from '../../fakes/keychain-intents.ts';
import { smallKey, thumbprintOf } from './key-kinds.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const AT_REST = { rolledBack: 0, removed: 0, pending: 0 };

afterEach(() => {
  vi.restoreAllMocks();
});

function setUp(options: Parameters<typeof createFaultyKeychain>[0] = {}) {
  const system = createFaultyKeychain(options);
  const intents = createMemoryIntents();
  const start = () => createPrivateKeys({ keychain: system.keychain, intents });
  return { system, intents, start, keys: start() };
}

async function keep(keys: ReturnType<typeof createPrivateKeys>, id: string, key: KeyObject): Promise<string> {
  await keys.write(id, key);
  keys.commit(id);
  return thumbprintOf(key);
}

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

describe('removing a key', () => {
  it('would look done in a locked collection if nothing but `null` were asked for (planted fault)', async () => {
    const { keys, system } = setUp({ platform: 'win32' });
    await keep(keys, 'key-1', smallKey());
    Object.assign(system.faults, { lockedFrom: 1, nullWhenLocked: true });
    expect(await keys.remove('key-1')).toBe('deleted');
    expect(system.entries.size).toBe(1);
  });

  it('stays pending while the store says that it removed and did not', async () => {
    const { keys, system, start } = setUp({ faults: { keepOnRemove: true } });
    await keep(keys, 'key-1', smallKey());
    expect(await keys.remove('key-1')).toBe('delete-pending');
    expect(await start().reconcile()).toEqual({ rolledBack: 0, removed: 0, pending: 1 });
    system.faults.keepOnRemove = false;
    expect(await start().reconcile()).toEqual({ rolledBack: 0, removed: 1, pending: 0 });
  });

  it('can be asked for twice', async () => {
    const { keys } = setUp();
    await keep(keys, 'key-1', smallKey());
    expect(await keys.remove('key-1')).toBe('deleted');
    expect(await keys.remove('key-1')).toBe('deleted');
    expect(await keys.remove('never-written')).toBe('deleted');
  });

  it('stops asking a locked store after the first refusal', async () => {
    const { keys, system, start } = setUp();
    for (const id of ['key-1', 'key-2', 'key-3']) await keep(keys, id, smallKey());
    system.faults.lockedFrom = 1;
    for (const id of ['key-1', 'key-2', 'key-3']) expect(await keys.remove(id)).toBe('delete-pending');
    const before = system.calls();
    expect(await start().reconcile()).toEqual({ rolledBack: 0, removed: 0, pending: 3 });
    expect(system.calls() - before).toBeLessThan(4);
  });
});

describe('using a key', () => {
  it.each<[string, (entries: Map<string, string>, names: string[]) => void]>([
    ['its manifest is missing', (entries, [head = '']) => entries.delete(head)],
    ['a part is missing', (entries, [, , second = '']) => entries.delete(second)],
    ['a part was cut', (entries, [, first = '']) => entries.set(first, (entries.get(first) ?? '').slice(0, -1))],
    ['a part was edited by hand', (entries, [, first = '']) => entries.set(first, 'hello')],
    [
      'parts were exchanged',
      (entries, [, first = '', second = '']) => {
        const text = entries.get(first) ?? '';
        entries.set(first, entries.get(second) ?? '').set(second, text);
      },
    ],
    [
      'its manifest tells another number',
      (entries, [head = '']) => entries.set(head, (entries.get(head) ?? '').replace('m1.2', 'm1.3')),
    ],
    ['its manifest was emptied', (entries, [head = '']) => entries.set(head, '')],
  ])('says KEY_UNAVAILABLE and changes nothing when %s', async (_, damage) => {
    const { keys, system } = setUp({ platform: 'win32' });
    const thumbprint = await keep(keys, 'key-1', rsa);
    damage(system.entries, [...system.entries.keys()].sort());
    const before = new Map(system.entries);
    await expect(keys.use('key-1', thumbprint, () => 1)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
    await keys.reconcile();
    expect(system.entries).toEqual(before);
  });

  it('finds parts of two generations mixed', async () => {
    const { keys, system } = setUp({ platform: 'win32' });
    await keep(keys, 'key-1', rsa);
    const old = [...system.entries].find(([name]) => name.endsWith('g1.1'))?.[1] ?? '';
    const next = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const thumbprint = await keep(keys, 'key-1', next);
    const name = [...system.entries.keys()].find((candidate) => candidate.endsWith('g2.1')) ?? '';
    system.entries.set(name, old);
    await expect(keys.use('key-1', thumbprint, () => 1)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });

  it('does not mind an extra part', async () => {
    const { keys, system } = setUp({ platform: 'win32' });
    const thumbprint = await keep(keys, 'key-1', rsa);
    const head = [...system.entries.keys()].find((name) => name.endsWith('.g1')) ?? '';
    system.entries.set(`${head}.3`, 'k1.3.3.AAAA');
    expect(await keys.use('key-1', thumbprint, () => 1)).toBe(1);
  });

  it('refuses another key than the recorded one', async () => {
    const { keys } = setUp();
    await keep(keys, 'key-1', smallKey());
    const use = keys.use('key-1', thumbprintOf(smallKey()), () => 1);
    await expect(use).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });

  it.each([1, 2, 3])('says that the store is locked, not that the key is gone, at read %i of 3', async (read) => {
    const { keys, system } = setUp({ platform: 'win32' });
    const thumbprint = await keep(keys, 'key-1', rsa);
    system.faults.lockedFrom = system.calls() + read;
    await expect(keys.use('key-1', thumbprint, () => 1)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' });
  });

  it('asks the store each time and keeps nothing', async () => {
    const { keys, system } = setUp();
    const thumbprint = await keep(keys, 'key-1', smallKey());
    const before = system.calls();
    await keys.use('key-1', thumbprint, () => 1);
    await keys.use('key-1', thumbprint, () => 1);
    expect(system.calls() - before).toBe(2);
  });
});

describe('two processes on one home', () => {
  it('can not commit what the other has cleared away', async () => {
    const { keys, start, system } = setUp();
    await keys.write('key-1', smallKey());
    expect(await start().reconcile()).toMatchObject({ rolledBack: 1 });
    expect(() => keys.commit('key-1')).toThrow(expect.objectContaining({ code: 'KEYCHAIN_FAILED' }));
    await keys.rollBack('key-1');
    expect([...system.entries.keys()].filter((name) => name.includes('.key-1.'))).toEqual([]);
  });

  it('can not commit over a key that the other committed meanwhile', async () => {
    const { keys, start } = setUp();
    const other = start();
    await keys.write('evidence', smallKey());
    const thumbprint = await keep(other, 'evidence', smallKey());
    expect(() => keys.commit('evidence')).toThrow(expect.objectContaining({ code: 'KEYCHAIN_FAILED' }));
    await keys.rollBack('evidence');
    expect(await other.use('evidence', thumbprint, () => 'theirs')).toBe('theirs');
  });

  it('leaves alone what this process is about to commit', async () => {
    const { keys } = setUp();
    const key = smallKey();
    await keys.write('key-1', key);
    expect(await keys.reconcile()).toEqual(AT_REST);
    keys.commit('key-1');
    expect(await keys.use('key-1', thumbprintOf(key), () => 1)).toBe(1);
  });
});

it('keeps 200 keys of three entries each apart', async () => {
  const { keys, system } = setUp({ platform: 'win32', faults: { foldCase: true } });
  const ids = Array.from({ length: 200 }, (_, at) => `key-${at}`);
  for (const id of ids) await keep(keys, id, rsa);
  expect(system.entries.size).toBe(600);
  for (const id of ids) expect(await keys.remove(id)).toBe('deleted');
  expect(system.entries.size).toBe(0);
});
