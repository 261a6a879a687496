import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { smallKey, thumbprintOf } from './key-kinds.ts';
import { AT_REST, keep, setUp } from './private-keys-ground.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

afterEach(() => {
  vi.restoreAllMocks();
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
