import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { readAnchor } from '../../electron/domain/audit-checkpoint.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

/** A keychain whose writing of the trail's head can be told to wait, and whose entries can be emptied. */
function watchedKeychain() {
  let memory = createMemoryKeychain();
  const heads: number[] = [];
  const delays: number[] = [];
  const keychain: Keychain = {
    ...memory,
    read: async (account) => await memory.read(account),
    remove: async (account) => await memory.remove(account),
    async write(account, value) {
      if (account === 'anchor') {
        await new Promise((resolve) => setTimeout(resolve, delays.shift() ?? 0));
        heads.push(readAnchor(value).seq);
      }
      await memory.write(account, value);
    },
  };
  const empty = () => (memory = createMemoryKeychain());
  return { keychain, heads, delays, empty };
}

describe('the head of the trail in the keychain', () => {
  it('never goes back when two processes act at once and the slower one writes last', async () => {
    const { keychain, heads, delays } = watchedKeychain();
    opened = await openTestHome({ openKeychain: () => keychain });
    const { kid } = await opened.home.keys.generate(KEY_REQUEST);
    const other = opened.reopen();
    delays.push(300, 0);
    const first = opened.home.signing.sign(signRequest(kid));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([first, other.signing.sign(signRequest(kid))]);
    expect(heads).toEqual(heads.toSorted((a, b) => a - b));
    expect(heads.at(-1)).toBe(opened.home.store.audit.head()?.seq);
    expect(opened.home.seal.verify(null).ok).toBe(true);
  });

  it('that was taken away stops signing and making keys: it is not taken for a new home', async () => {
    const { keychain } = watchedKeychain();
    opened = await openTestHome({ openKeychain: () => keychain });
    const { home } = opened;
    const { kid } = await home.keys.generate(KEY_REQUEST);
    await keychain.remove(home.seal.anchorAccount());
    expect(await codeOf(home.signing.sign(signRequest(kid)))).toBe('AUDIT_BROKEN');
    expect(await codeOf(home.keys.generate(KEY_REQUEST))).toBe('AUDIT_BROKEN');
    expect([home.store.signed.countByKid(kid), home.keys.list().length]).toEqual([0, 1]);
  });

  it('that is missing with everything else means another keychain: no key is made there', async () => {
    const { keychain, empty } = watchedKeychain();
    opened = await openTestHome({ openKeychain: () => keychain });
    const { home } = opened;
    await home.keys.generate(KEY_REQUEST);
    empty();
    expect(await codeOf(home.keys.generate(KEY_REQUEST))).toBe('KEY_UNAVAILABLE');
    expect(home.keys.list()).toHaveLength(1);
  });

  it('that could not be written leaves no checkpoint behind, and the next act goes on', async () => {
    const { keychain } = watchedKeychain();
    const fault = { isOn: true };
    const failing: Keychain = {
      ...keychain,
      async write(account, value) {
        if (fault.isOn && account === 'anchor') throw new AppError('KEYCHAIN_LOCKED', 'locked', { hint: 'unlock it' });
        await keychain.write(account, value);
      },
    };
    opened = await openTestHome({ openKeychain: () => failing });
    const { home } = opened;
    const failure = await home.keys.generate(KEY_REQUEST).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'KEYCHAIN_LOCKED',
      hint: expect.stringMatching('do not make the key again'),
    });
    expect(home.keys.list()).toHaveLength(1);
    expect(home.store.audit.checkpoints()).toEqual([]);
    fault.isOn = false;
    expect(await codeOf(home.keys.generate(KEY_REQUEST))).toBe('done');
    expect(home.seal.verify(null)).toMatchObject({ ok: true });
  });
});

describe('a glance at the trail', () => {
  it('reads the whole once, then what was added, and the whole again when somebody else has written', async () => {
    opened = await openTestHome();
    const { home } = opened;
    const { kid } = await home.keys.generate(KEY_REQUEST);
    let whole = 0;
    const { all } = home.store.audit;
    Object.assign(home.store.audit, {
      all: () => {
        whole += 1;
        return all();
      },
    });
    expect(home.seal.glance()).toEqual(home.seal.verify(null));
    whole = 0;
    for (let turn = 0; turn < 3; turn += 1) {
      await home.signing.sign(signRequest(kid));
      expect(home.seal.glance()).toMatchObject({ ok: true, events: home.store.audit.head()?.seq });
    }
    expect(whole).toBe(0);
    const other = opened.reopen();
    other.trail.note('command.run', { command: 'drill' });
    expect(home.seal.glance()).toMatchObject({ ok: true, events: home.store.audit.head()?.seq });
    expect([whole, home.seal.glance().ok, whole]).toEqual([1, true, 1]);
  });

  it('finds an event that another program has changed, long after it was looked at', async () => {
    opened = await openTestHome();
    const { home } = opened;
    const { kid } = await home.keys.generate(KEY_REQUEST);
    await home.signing.sign(signRequest(kid));
    expect(home.seal.glance().ok).toBe(true);
    const thief = new DatabaseSync(join(home.path, 'dcm-keys.db'));
    for (const { name } of thief.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
      thief.exec(`DROP TRIGGER "${String(name)}"`);
    thief.exec(`UPDATE audit_events SET event = replace(event, '"type":"key.generated"', '"type":"key.imported"')`);
    thief.close();
    expect(home.seal.glance()).toMatchObject({ ok: false });
    // Nor does it become whole by being looked at again.
    expect(home.seal.glance()).toEqual(home.seal.verify(null));
  });
});
