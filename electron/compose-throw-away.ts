import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../shared/model/audit-event.ts';
import { composeHome } from './compose.ts';
import { REHEARSAL_ENVIRONMENT } from './domain/ceremony-view.ts';
import type { Home } from './services/home.ts';

/** Port 9 of loopback discards; nothing is sent there either, for the home is offline. */
const NOWHERE = {
  name: REHEARSAL_ENVIRONMENT,
  baseUrl: 'http://127.0.0.1:9',
  counterpartyGuid: '00000000-0000-4000-8000-000000000000',
  kind: 'practice',
  ca: null,
} as const;

interface ThrowAway {
  readonly door: Actor['door'];
  readonly isRehearsal: boolean;
}

/** A home that nobody keeps, with keys in memory and no network: erased when it is closed, and when the process ends before that. */
export function openThrowAwayHome({ door, isRehearsal }: ThrowAway): Home {
  const path = mkdtempSync(join(tmpdir(), isRehearsal ? 'dcm-keys-rehearsal-' : 'dcm-keys-demo-'));
  const erase = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', erase);
  const home = composeHome({
    path,
    use: 'write',
    door,
    keychain: 'memory',
    fallbackKeychain: null,
    askPassphrase: () => Promise.reject(new Error('a throw-away home has no vault')),
    // Practice is on loopback, and a rehearsal reaches nobody.
    isOnline: () => false,
    isRehearsal,
  });
  if (isRehearsal) home.environments.add(NOWHERE);
  return {
    ...home,
    async close() {
      await home.close();
      erase();
      process.off('exit', erase);
    },
  };
}
