import { afterEach, describe, expect, it } from 'vitest';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import { AppError, type ErrorCode } from '../../electron/domain/errors.ts';
import { readOverview } from '../../electron/services/overview.ts';
import { systemClock } from '../../electron/compose.ts';
import { codeOf } from '../fakes/code-of.ts';
import { KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** A home with one key, and its keychain's entries in the hand of whoever spoils them. */
async function homeWithKey() {
  const memory = createMemoryKeychain();
  const fault: { code: ErrorCode | null } = { code: null };
  const written = new Map<string, string>();
  const keychain: Keychain = {
    ...memory,
    read: async (account) => {
      if (fault.code !== null && account.startsWith('key.key-')) throw new AppError(fault.code, 'no', { hint: '-' });
      return await memory.read(account);
    },
    write: async (account, value) => {
      written.set(account, value);
      await memory.write(account, value);
    },
  };
  opened = await openTestHome({ openKeychain: () => keychain });
  const { home } = opened;
  const { kid } = await home.keys.generate(KEY_REQUEST);
  const account = `key.${home.keys.record(kid).keychainId ?? ''}.g1`;
  const events = () => [...home.store.audit.all()].map(({ type }) => type).filter((type) => /available/u.test(type));
  return { home, kid, account, memory, written, fault, events, sign: () => home.signing.sign(signRequest(kid)) };
}

type Spoil = (given: Awaited<ReturnType<typeof homeWithKey>>) => Promise<unknown>;
const SPOILT: readonly (readonly [string, Spoil])[] = [
  ['missing', async ({ memory, account }) => await memory.remove(account)],
  [
    'cut',
    async ({ memory, account, written }) => await memory.write(account, (written.get(account) ?? '').slice(0, -9)),
  ],
  ['edited by hand', async ({ memory, account }) => await memory.write(account, 'hello')],
  [
    'another key’s',
    async ({ home, memory, account, written }) => {
      const other = await home.keys.generate(KEY_REQUEST);
      await memory.write(account, written.get(`key.${home.keys.record(other.kid).keychainId ?? ''}.g1`) ?? '');
    },
  ],
];

describe('a private half that is', () => {
  it.each(SPOILT)('%s is noted once, with its event, and the record stays', async (_, spoil) => {
    const given = await homeWithKey();
    const { home, kid, sign, events, memory, account } = given;
    const before = home.keys.get(kid);
    await spoil(given);
    const left = await memory.read(account);
    expect([await codeOf(sign()), await codeOf(sign())]).toEqual(['KEY_UNAVAILABLE', 'KEY_UNAVAILABLE']);
    expect(events()).toEqual(['key.unavailable']);
    const after = home.keys.get(kid);
    expect(after).toEqual({ ...before, unavailableSince: expect.any(String) });
    expect(await memory.read(account)).toBe(left);
    expect(readOverview(home, systemClock).items).toContainEqual(
      expect.objectContaining({ id: 'key-unavailable', urgency: 'now', kid, at: after.unavailableSince }),
    );
    expect(home.seal.verify(null).ok).toBe(true);
  });

  it('found again is available again, and signs', async () => {
    const { kid, home, sign, events, memory, account, written } = await homeWithKey();
    await memory.remove(account);
    expect((await home.keyAvailability.check(kid)).unavailableSince).not.toBeNull();
    await memory.write(account, written.get(account) ?? '');
    await sign();
    expect(home.keys.get(kid).unavailableSince).toBeNull();
    expect(events()).toEqual(['key.unavailable', 'key.available']);
    expect(readOverview(home, systemClock).items.map(({ id }) => id)).not.toContain('key-unavailable');
  });

  it.each(['KEYCHAIN_LOCKED', 'KEYCHAIN_DENIED', 'KEYCHAIN_TIMEOUT', 'KEYCHAIN_FAILED', 'VAULT_DAMAGED'] as const)(
    'behind a keychain that says %s is not called missing',
    async (code) => {
      const { home, kid, sign, events, fault } = await homeWithKey();
      fault.code = code;
      expect(await codeOf(sign())).toBe(code);
      expect(await codeOf(home.keyAvailability.check(kid))).toBe(code);
      expect(await codeOf(home.keyAvailability.checkAll())).toBe(code);
      expect([home.keys.get(kid).unavailableSince, events()]).toEqual([null, []]);
    },
  );
});

describe('looking for a private half', () => {
  it('changes nothing where it is there', async () => {
    const { home, kid, written, events } = await homeWithKey();
    const writes = written.size;
    expect(await home.keyAvailability.check(kid)).toEqual(home.keys.get(kid));
    expect([written.size, events()]).toEqual([writes, []]);
  });

  it('of every key finds the one that is gone, and asks for none that was deleted', async () => {
    const { home, kid, account, memory } = await homeWithKey();
    const deleted = await home.keys.generate({ ...KEY_REQUEST, isDraft: true });
    await home.keyLife.delete(deleted.kid, { reason: 'drill', isNow: false });
    const other = await home.keys.generate(KEY_REQUEST);
    await memory.remove(account);
    await home.keyAvailability.checkAll();
    const missing = home.keys.list().filter(({ unavailableSince }) => unavailableSince !== null);
    expect(missing.map((key) => key.kid)).toEqual([kid]);
    expect(home.keys.get(other.kid).unavailableSince).toBeNull();
    expect(await codeOf(home.keyAvailability.check(deleted.kid))).toBe('INPUT_INVALID');
  });

  it('of a key whose work fails does not call the key missing', async () => {
    const { home, kid, events } = await homeWithKey();
    const work = () => Promise.reject(new AppError('SELF_TEST_FAILED', 'no', { hint: '-' }));
    expect(await codeOf(home.keyAvailability.use(home.session.open(), home.keys.record(kid), work))).toBe(
      'SELF_TEST_FAILED',
    );
    expect(events()).toEqual([]);
  });
});
