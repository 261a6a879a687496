import { createHash } from 'node:crypto';
import type * as Keytar from 'keytar';
import type { SystemKeychain } from '../../../shared/model/keychain-identity.ts';
import { AppError } from '../../domain/errors.ts';
import { createCallGate, type AssertWanted } from './call-gate.ts';
import { assertAccount, assertValue } from './entry-rules.ts';
import type { Keychain } from './keychain.ts';
import { type Machine, readMachine } from './machine.ts';
import { checkNativeKeytar } from './native-module.ts';
import { classifyNativeError } from './native-errors.ts';

/** The three native calls that we use. Nothing is ever searched for or listed. */
export type NativeKeychain = Pick<typeof Keytar, 'getPassword' | 'setPassword' | 'deletePassword'>;

/** Neither name is a prefix of the other: Windows finds credentials by prefix. */
export const KEYCHAIN_SERVICE = 'dcm-key-manager';
export const WITNESS_SERVICE = 'dcm-keychain-witness';
const WITNESS_VALUE = 'open';

/** Windows refuses 2,560 bytes and counts some of its own: 1,200 characters leave room. */
const WINDOWS_MAX_VALUE_LENGTH = 1200;

/**
 * The operating system's keychain: Credential Manager, the login keychain, or a Secret Service (GNOME, KDE).
 * Entries of one home carry a tag made of its install id, so homes of one user never meet; an account of this
 * port may have 79 characters. The native module is loaded at the first call, so a machine without libsecret
 * can run everything else.
 *
 * On Linux the native module answers `null` both for "no such entry" and for "that collection is locked and
 * nobody unlocked it". So no `null` is believed until a witness entry in the same collection could be read:
 * see `isReallyAbsent`. An entry that somebody moved to a second, locked collection still reads as absent.
 *
 * What stays in memory: the native module takes and gives JavaScript strings. They can not be overwritten;
 * copies live in the heap until they are collected, and longer in swapped or dumped memory.
 * `lock` has nothing to forget: the system holds the lock, and nothing is cached here.
 */
export function createKeytarKeychain(options: {
  readonly installId: string;
  readonly timeoutMs?: number;
  readonly platform?: NodeJS.Platform;
  readonly loadNative?: () => Promise<NativeKeychain>;
  readonly machine?: () => Machine;
}): Keychain {
  const { installId, timeoutMs = 60_000, platform = process.platform, loadNative = loadKeytar } = options;
  const { machine = readMachine } = options;
  const maxValueLength = platform === 'win32' ? WINDOWS_MAX_VALUE_LENGTH : null;
  const tag = createHash('sha256').update(installId, 'utf8').digest('hex').slice(0, 20);
  const gate = createCallGate(timeoutMs);

  return {
    kind: 'os',
    maxValueLength,
    identity: () => ({ service: serviceOf(platform), ...machine() }),
    read(account) {
      return withNative(account, async (native, name, assertWanted) => {
        const value = await readOnce(native, name);
        if (value !== null || platform !== 'linux') return value;
        await proveOpen(native, tag, assertWanted);
        // The first look may have been through a locked door; this one was not.
        return readOnce(native, name);
      });
    },
    write(account, value) {
      return withNative(account, async (native, name) => {
        assertValue(value, maxValueLength);
        await native.setPassword(KEYCHAIN_SERVICE, name, value);
      });
    },
    remove(account) {
      return withNative(account, async (native, name, assertWanted) => {
        const isRemoved = await removeOnce(native, name);
        if (isRemoved || platform !== 'linux') return isRemoved;
        await proveOpen(native, tag, assertWanted);
        return removeOnce(native, name);
      });
    },
    lock() {
      return undefined;
    },
  };

  function withNative<T>(
    account: string,
    work: (native: NativeKeychain, name: string, assertWanted: AssertWanted) => Promise<T>,
  ): Promise<T> {
    return gate(async (assertWanted) => {
      const name = `${tag}.${account}`;
      assertAccount(account);
      assertAccount(name);
      try {
        const native = await loadNative();
        assertWanted();
        return await work(native, name, assertWanted);
      } catch (thrown) {
        throw classifyNativeError(thrown);
      }
    });
  }
}

function serviceOf(platform: NodeJS.Platform): SystemKeychain {
  if (platform === 'win32') return 'credential-manager';
  return platform === 'darwin' ? 'macos-keychain' : 'secret-service';
}

/**
 * Makes sure that the collection answers: a small entry without a secret is read from it, or written where it
 * is missing. A locked collection gives neither.
 * @throws KEYCHAIN_LOCKED and whatever the write says
 */
async function proveOpen(native: NativeKeychain, tag: string, assertWanted: AssertWanted): Promise<void> {
  const name = `${tag}.witness`;
  assertWanted();
  if ((await native.getPassword(WITNESS_SERVICE, name)) === WITNESS_VALUE) return;
  assertWanted();
  await native.setPassword(WITNESS_SERVICE, name, WITNESS_VALUE);
  assertWanted();
  if ((await native.getPassword(WITNESS_SERVICE, name)) !== WITNESS_VALUE)
    throw new AppError('KEYCHAIN_LOCKED', 'keychain gives no entries back', {
      hint: 'unlock the keychain in your desktop session and try again',
    });
  assertWanted();
}

async function readOnce(native: NativeKeychain, name: string): Promise<string | null> {
  const value: unknown = await native.getPassword(KEYCHAIN_SERVICE, name);
  if (value === null || typeof value === 'string') return value;
  throw strangeAnswer();
}

async function removeOnce(native: NativeKeychain, name: string): Promise<boolean> {
  const isRemoved: unknown = await native.deletePassword(KEYCHAIN_SERVICE, name);
  if (typeof isRemoved === 'boolean') return isRemoved;
  throw strangeAnswer();
}

function strangeAnswer(): AppError {
  return new AppError('KEYCHAIN_FAILED', 'keychain gave an answer that means nothing', {
    hint: 'check that the keychain of this system works, then try again',
  });
}

async function loadKeytar(): Promise<NativeKeychain> {
  checkNativeKeytar();
  const loaded: NativeKeychain & { readonly default?: NativeKeychain } = await import('keytar');
  // A CommonJS module: Node puts its exports under `default`, a bundler may not.
  return loaded.default ?? loaded;
}
