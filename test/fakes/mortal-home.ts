import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { createKeytarKeychain, type NativeKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';
import { composeHome, systemAdapters } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { createFileNative } from './file-native.ts';

/**
 * The home in a folder, as a process opens it that is going to die in the middle of something: its keychain is one of the
 * operating system's that outlives the process. `onStep` is called whenever one thing more is on the disk: a transaction of
 * the database, an entry of the keychain written or removed. Offline; its keys are small ones.
 */
export function openMortalHome(folder: string, onStep: () => void = () => undefined): Home {
  return composeHome(
    {
      path: join(folder, 'home'),
      use: 'write',
      door: 'app',
      keychain: 'os',
      fallbackKeychain: null,
      askPassphrase: () => Promise.reject(new Error('no vault')),
      isOnline: () => false,
    },
    {
      ...systemAdapters,
      sealCost: { N: 2 ** 14, r: 8, p: 1 },
      generateKey: async (alg, bits) =>
        alg === 'RS256'
          ? generateKeyPairSync('rsa', { modulusLength: 2048 })
          : await systemAdapters.generateKey(alg, bits),
      openStore(path, use) {
        const store = systemAdapters.openStore(path, use);
        let depth = 0;
        return {
          ...store,
          write(work) {
            depth += 1;
            try {
              return store.write(work);
            } finally {
              depth -= 1;
              if (depth === 0) onStep();
            }
          },
        };
      },
      openKeychain: (_kind, { installId }) =>
        createKeytarKeychain({
          installId,
          platform: 'win32',
          loadNative: () => Promise.resolve(counted(createFileNative(join(folder, 'system')), onStep)),
        }),
    },
  );
}

function counted(native: NativeKeychain, onStep: () => void): NativeKeychain {
  return {
    ...native,
    async setPassword(service, account, password) {
      await native.setPassword(service, account, password);
      onStep();
    },
    async deletePassword(service, account) {
      const isGone = await native.deletePassword(service, account);
      onStep();
      return isGone;
    },
  };
}
