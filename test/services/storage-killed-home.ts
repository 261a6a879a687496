import { createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { createKeytarKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';
import { createSealedFileKeychain } from '../../electron/adapters/keychain/sealed-file-keychain.ts';
import { parseVault } from '../../electron/adapters/keychain/sealed-vault-format.ts';
import { composeHome, type HomeAdapters, systemAdapters } from '../../electron/compose.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { createFileNative } from '../fakes/file-native.ts';

interface Counting {
  countStep(): void;
  /** The pair that is made: generating one takes long and is no step. */
  readonly privateKey: KeyObject;
}

/** What a home holds after the next start: one line for each thing that must fit the others. */
export interface Look {
  readonly states: readonly string[];
  readonly held: readonly boolean[];
  /** Entries of keys in the keychain, without the evidence key's. */
  readonly entries: number;
  readonly unfinished: number;
  readonly isTrailWhole: boolean;
  /** What the second clearing up still found to do. */
  readonly restless: number;
}

/** A whole home whose keychain outlives the process, and whose every step is counted. */
export function openKilledHome(folder: string, backend: string, { countStep, privateKey }: Counting): Home {
  const adapters: HomeAdapters = {
    ...systemAdapters,
    generateKey: async (alg, bits) =>
      alg === 'RS256'
        ? { privateKey, publicKey: createPublicKey(privateKey) }
        : await systemAdapters.generateKey(alg, bits),
    openStore(path, use) {
      const store = systemAdapters.openStore(path, use);
      return {
        ...store,
        write(work) {
          countStep();
          const result = store.write(work);
          countStep();
          return result;
        },
      };
    },
    openKeychain: (_, { path, installId, askPassphrase }) => {
      const cost = { N: 2 ** 14, r: 8, p: 1 };
      return counted(
        backend === 'sealed'
          ? createSealedFileKeychain({ home: path, askPassphrase, cost })
          : createKeytarKeychain({
              installId,
              platform: 'win32',
              loadNative: async () => createFileNative(join(folder, 'system')),
            }),
        countStep,
      );
    },
  };
  return composeHome(
    {
      path: join(folder, 'home'),
      use: 'write',
      door: 'terminal',
      keychain: null,
      fallbackKeychain: backend === 'sealed' ? 'sealed' : 'os',
      askPassphrase: () => Promise.resolve(Buffer.from('correct horse')),
      isOnline: () => false,
    },
    adapters,
  );
}

function counted(keychain: Keychain, countStep: () => void): Keychain {
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    countStep();
    const result = await work();
    countStep();
    return result;
  };
  return {
    ...keychain,
    read: (account) => around(async () => await keychain.read(account)),
    write: (account, value) => around(async () => await keychain.write(account, value)),
    remove: (account) => around(async () => await keychain.remove(account)),
  };
}

/** Does what the next start does, twice, and tells what the home holds then. */
export async function look(home: Home): Promise<Look> {
  const open = home.session.open();
  const clearUp = async () => {
    const { rolledBack, removed, pending } = await open.exclusively(async () => await open.privateKeys.reconcile());
    return rolledBack + removed + pending + (await home.keyLife.deleteDue()).length;
  };
  await clearUp();
  const restless = await clearUp();
  const keys = home.store.keys.list();
  const held: boolean[] = [];
  for (const { keychainId, thumbprint } of keys) {
    held.push(await open.privateKeys.use(keychainId ?? '', thumbprint, () => true).catch(() => false));
  }
  return {
    states: keys.map(({ state }) => state),
    held,
    entries: entriesOf(home.path).filter((account) => account.includes('key.key-')).length,
    unfinished: home.store.intents.unfinished().length,
    isTrailWhole: home.seal.verify(null).ok && (await isAnchored(home)),
    restless,
  };
}

/** The head in the keychain is one of this trail. */
async function isAnchored(home: Home): Promise<boolean> {
  try {
    await home.seal.requireWhole(home.session.open());
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'AUDIT_BROKEN') return false;
    throw error;
  }
}

function entriesOf(home: string): readonly string[] {
  const names = readdirSync(home);
  if (!names.includes('vault.json')) {
    const system = join(home, '..', 'system');
    return readdirSync(join(home, '..')).includes('system') ? readdirSync(system) : [];
  }
  return parseVault(readFileSync(join(home, 'vault.json'), 'utf8')).entries.map(({ account }) => account);
}
