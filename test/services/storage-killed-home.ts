import { createPublicKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { createKeytarKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';
import { createSealedFileKeychain } from '../../electron/adapters/keychain/sealed-file-keychain.ts';
import { composeHome, type HomeAdapters, systemAdapters } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { createFileNative } from '../fakes/file-native.ts';

export const PASSPHRASE = 'correct horse';

interface Counting {
  countStep(): void;
  /** The pair that is made: generating one takes long and is no step. */
  readonly privateKey: KeyObject;
}

/** What a home stands on whose keychain outlives the process, and whose every step is counted. */
export function adaptersOf(folder: string, backend: string, { countStep, privateKey }: Counting): HomeAdapters {
  return {
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
}

/** The whole home, as the terminal opens it. */
export function openKilledHome(folder: string, backend: string, counting: Counting): Home {
  return composeHome(
    {
      path: join(folder, 'home'),
      use: 'write',
      door: 'terminal',
      keychain: null,
      fallbackKeychain: backend === 'sealed' ? 'sealed' : 'os',
      askPassphrase: () => Promise.resolve(Buffer.from(PASSPHRASE)),
      isOnline: () => false,
    },
    adaptersOf(folder, backend, counting),
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
