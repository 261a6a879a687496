import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createKeytarKeychain,
  KEYCHAIN_SERVICE,
  WITNESS_SERVICE,
} from '../../../electron/adapters/keychain/keytar-keychain.ts';
import { classifyNativeError } from '../../../electron/adapters/keychain/native-errors.ts';
import { createFaultyKeychain, LOCKED_TEXT } from '../../fakes/faulty-keychain.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('what the system says', () => {
  it.each([
    ['The name org.freedesktop.secrets was not provided by any .service files', 'KEYCHAIN_UNAVAILABLE'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'KEYCHAIN_UNAVAILABLE'],
    ['Could not connect: No such file or directory', 'KEYCHAIN_UNAVAILABLE'],
    ['Object does not exist at path “/org/freedesktop/secrets/aliases/default”', 'KEYCHAIN_UNAVAILABLE'],
    ['No such object path', 'KEYCHAIN_UNAVAILABLE'],
    ['Failed to load keytar native addon, checked ["../build/Release"] on linux-x64', 'KEYCHAIN_UNAVAILABLE'],
    ['libsecret-1.so.0: cannot open shared object file: No such file or directory', 'KEYCHAIN_UNAVAILABLE'],
    ['Cannot create an item in a locked collection', 'KEYCHAIN_LOCKED'],
    ['GDBus.Error:org.freedesktop.Secret.Error.IsLocked: gesperrt', 'KEYCHAIN_LOCKED'],
    ['User interaction is not allowed.', 'KEYCHAIN_LOCKED'],
    ['User canceled the operation.', 'KEYCHAIN_DENIED'],
    ['An AppArmor policy prevents this sender from sending this message to this recipient', 'KEYCHAIN_DENIED'],
    ['GDBus.Error:org.freedesktop.DBus.Error.AccessDenied: verboten', 'KEYCHAIN_DENIED'],
    ['The stub received bad data.', 'KEYCHAIN_TOO_LARGE'],
    ['Der Stub erhielt falsche Daten.', 'KEYCHAIN_TOO_LARGE'],
    ['Timeout was reached', 'KEYCHAIN_TIMEOUT'],
    [LOCKED_TEXT.german, 'KEYCHAIN_FAILED'],
    [LOCKED_TEXT.japanese, 'KEYCHAIN_FAILED'],
    ['item not found', 'KEYCHAIN_FAILED'],
    ['', 'KEYCHAIN_FAILED'],
  ])('%s → %s', (text, code) => {
    expect(classifyNativeError(new Error(text)).code).toBe(code);
  });

  it.each([undefined, null, 7, {}, { message: 7 }, Object.create(null)])(
    'an error that is %s stays unknown',
    (thrown) => {
      expect(classifyNativeError(thrown)).toMatchObject({ code: 'KEYCHAIN_FAILED', message: 'keychain failed' });
    },
  );

  it('never means "no such entry", whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('not found', 'No such item', 'null')), async (text) => {
        const { keychain } = createFaultyKeychain({ faults: { rejectAt: { call: 1, reason: new Error(text) } } });
        await expect(keychain.read('a')).rejects.toMatchObject({ code: expect.stringMatching(/^KEYCHAIN_/) });
      }),
    );
  });

  it('is quoted without anything that could be a secret', () => {
    const secret = Buffer.from('a very private key, longer than any word').toString('base64url');
    const { message, cause } = classifyNativeError(new Error(`bad value k1.1.2.${secret}\0\n`));
    expect(message).toContain('bad value');
    expect(message).not.toContain(secret.slice(0, 20));
    expect(cause).toBeUndefined();
  });
});

describe('what reaches the system', () => {
  it('is one fixed service, a lower-case account and ASCII without NUL, or nothing', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a\0b', '\ud800', '鍵', '🔑', 'A', 'a/b', '-a', ''),
    );
    await fc.assert(
      fc.asyncProperty(texts, texts, async (account, value) => {
        const { keychain, entries } = createFaultyKeychain();
        const isWritten = await keychain.write(account, value).then(
          () => true,
          (thrown: unknown) => {
            expect(thrown).toMatchObject({ code: 'KEYCHAIN_FAILED' });
            return false;
          },
        );
        expect(entries.size).toBe(isWritten ? 1 : 0);
        for (const [name, stored] of entries) {
          expect(name).toMatch(/^dcm-key-manager\/[a-z0-9][a-z0-9.-]{0,99}$/);
          expect(stored).toMatch(/^[A-Za-z0-9_.-]+$/);
        }
      }),
    );
  });

  it('keeps two homes of one user apart', async () => {
    const { native, entries } = createFaultyKeychain();
    const loadNative = async () => native;
    const [one, two] = ['home-1', 'HOME-1'].map((installId) => createKeytarKeychain({ installId, loadNative }));
    await one?.write('a', '1');
    await two?.write('a', '2');
    expect([await one?.read('a'), await two?.read('a')]).toEqual(['1', '2']);
    expect(new Set([...entries.keys()].map((name) => name.toLowerCase())).size).toBe(entries.size);
  });

  it('uses no service name that begins another one', () => {
    expect(WITNESS_SERVICE.startsWith(KEYCHAIN_SERVICE) || KEYCHAIN_SERVICE.startsWith(WITNESS_SERVICE)).toBe(false);
  });

  it.each([2559, 2560, 2561])('a value of %i bytes is refused before Windows sees it', async (length) => {
    const { keychain, calls } = createFaultyKeychain({ platform: 'win32', faults: { maxBytes: 2560 } });
    expect(keychain.maxValueLength).toBe(1200);
    await expect(keychain.write('a', 'x'.repeat(length))).rejects.toMatchObject({ code: 'KEYCHAIN_TOO_LARGE' });
    expect(calls()).toBe(0);
  });
});

describe('calls', () => {
  it('run one after the other', async () => {
    const { keychain, mostInFlight } = createFaultyKeychain();
    await Promise.all(Array.from({ length: 20 }, (_, at) => keychain.write(`a${at}`, 'x')));
    expect(mostInFlight()).toBe(1);
  });

  it('end with KEYCHAIN_TIMEOUT after 60 s, drop the late answer, and work again after it', async () => {
    vi.useFakeTimers();
    const { keychain, release, entries, calls } = createFaultyKeychain({ faults: { hangAt: new Set([1]) } });
    const settled = vi.fn();
    const write = keychain.write('a', 'late').then(settled, settled);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await write;
    expect(settled).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'KEYCHAIN_TIMEOUT' }));
    await expect(keychain.read('a')).rejects.toMatchObject({ code: 'KEYCHAIN_TIMEOUT' });
    expect(calls()).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(entries.size).toBe(1);
    expect(settled).toHaveBeenCalledOnce();
    expect(await keychain.read('a')).toBe('late');
  });

  it('begin nothing more for somebody who was told that time is up', async () => {
    vi.useFakeTimers();
    const { keychain, release, calls } = createFaultyKeychain({ faults: { hangAt: new Set([1]) } });
    const read = expect(keychain.read('a')).rejects.toMatchObject({ code: 'KEYCHAIN_TIMEOUT' });
    await vi.advanceTimersByTimeAsync(60_000);
    await read;
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(calls()).toBe(1);
  });

  it('leave the event loop alone while they hang', async () => {
    const { keychain, release } = createFaultyKeychain({ faults: { hangAt: new Set([1]) } });
    let isRead = false;
    const read = keychain.read('a').finally(() => (isRead = true));
    // Each turn of the loop comes round although the call hangs.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(isRead).toBe(false);
    release();
    await read;
  });

  it('that throw at once become rejections, and the next one runs', async () => {
    const { keychain } = createFaultyKeychain({ faults: { throwAt: 1 } });
    const read = keychain.read('a');
    await expect(read).rejects.toMatchObject({ code: 'KEYCHAIN_FAILED' });
    expect(await keychain.read('a')).toBeNull();
  });

  it.each([undefined, 7, {}, ''])('that answer %j are no answer, and not "no such entry"', async (answer) => {
    const { native } = createFaultyKeychain();
    const strange = { ...native, getPassword: async () => answer as string };
    const keychain = createKeytarKeychain({ installId: 'x', loadNative: async () => strange });
    const read = keychain.read('a').catch((thrown: unknown) => thrown);
    expect(await read).not.toBeNull();
  });
});

describe('a locked collection that answers with nothing', () => {
  it('is KEYCHAIN_LOCKED to who reads or removes', async () => {
    const { keychain, faults } = createFaultyKeychain({ faults: { nullWhenLocked: true } });
    await keychain.write('a', 'x');
    faults.lockedFrom = 1;
    await expect(keychain.read('a')).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' });
    await expect(keychain.remove('a')).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' });
    faults.lockedFrom = Number.POSITIVE_INFINITY;
    expect(await keychain.read('a')).toBe('x');
    expect(await keychain.read('b')).toBeNull();
  });

  it('that is unlocked between two looks is looked at again', async () => {
    const { keychain, native } = createFaultyKeychain();
    await keychain.write('a', 'x');
    vi.spyOn(native, 'getPassword').mockResolvedValueOnce(null);
    expect(await keychain.read('a')).toBe('x');
  });
});

it('a missing library is KEYCHAIN_UNAVAILABLE with what to install, and is looked for again at the next call', async () => {
  const { native } = createFaultyKeychain();
  const loadNative = vi
    .fn<() => Promise<typeof native>>()
    .mockRejectedValueOnce(new Error('Failed to load keytar native addon, checked […] on prebuilds/linux-x64'))
    .mockResolvedValue(native);
  const keychain = createKeytarKeychain({ installId: 'x', loadNative });
  await expect(keychain.read('a')).rejects.toMatchObject({
    code: 'KEYCHAIN_UNAVAILABLE',
    hint: expect.stringContaining('libsecret-1-0'),
  });
  expect(await keychain.read('a')).toBeNull();
});
