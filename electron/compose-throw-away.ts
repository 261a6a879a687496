import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../shared/model/audit-event.ts';
import { composeHome } from './compose.ts';
import type { Home } from './services/home.ts';

/** A home that nobody keeps, with keys in memory and no network: erased when it is closed, and when the process ends before that. */
export function openThrowAwayHome(door: Actor['door']): Home {
  const path = mkdtempSync(join(tmpdir(), 'dcm-keys-demo-'));
  const erase = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', erase);
  const home = composeHome({
    path,
    use: 'write',
    door,
    keychain: 'memory',
    fallbackKeychain: null,
    askPassphrase: () => Promise.reject(new Error('a throw-away home has no vault')),
    // Practice is on loopback.
    isOnline: () => false,
  });
  return {
    ...home,
    async close() {
      await home.close();
      erase();
      process.off('exit', erase);
    },
  };
}
