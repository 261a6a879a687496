import { composeHome } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';

/** What unlocks it. */
export const PASSPHRASE = 'correct horse battery';

/** The home at a path, with the sealed vault, as a process of its own opens it that a test is going to kill. Offline. */
export function openVaultHome(path: string): Home {
  return composeHome({
    path,
    use: 'write',
    door: 'app',
    keychain: 'sealed',
    fallbackKeychain: null,
    askPassphrase: () => Promise.resolve(Buffer.from(PASSPHRASE)),
    isOnline: () => false,
  });
}
