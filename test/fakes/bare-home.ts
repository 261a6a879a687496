import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import { composeHome, type HomeAdapters, systemAdapters } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';

/** A new home on a real disk that knows nothing yet, with no DCM beside it. */
export function openBareHome(faults: Partial<HomeAdapters> = {}): { readonly home: Home; close(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-bare-'));
  const keychain = createMemoryKeychain();
  const home = composeHome(
    {
      path: join(folder, 'home'),
      use: 'write',
      door: 'app',
      keychain: 'memory',
      fallbackKeychain: null,
      askPassphrase: () => Promise.reject(new Error('no vault in this test')),
      isOnline: () => false,
    },
    { ...systemAdapters, openKeychain: () => keychain, ...faults },
  );
  return {
    home,
    async close() {
      await home.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
