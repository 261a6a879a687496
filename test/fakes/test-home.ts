import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHome, type HomeAdapters, systemAdapters, systemClock } from '../../electron/compose.ts';
import { type PracticeDcm, startPracticeDcm } from '../../electron/practice/practice-dcm.ts';
import type { PracticeBehaviour } from '../../electron/practice/jwk-register.ts';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import type { Home } from '../../electron/services/home.ts';

export interface TestHome {
  readonly home: Home;
  readonly practice: PracticeDcm;
  /** Opens the same home once more, with the same keychain: as the next start would. */
  reopen(): Home;
  close(): Promise<void>;
}

export const ENV = 'practice';

/** A practice home on a real disk, with a real practice DCM, and any adapter replaced by a faulty one. */
export async function openTestHome(
  faults: Partial<HomeAdapters> = {},
  behaviour: Partial<PracticeBehaviour> = {},
): Promise<TestHome> {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-home-'));
  const keychain = createMemoryKeychain();
  const practice = await startPracticeDcm({ now: systemClock.now, randomBytes, behaviour });
  const homes: Home[] = [];
  const open = (): Home => {
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
    homes.push(home);
    return home;
  };
  const home = open();
  const { baseUrl, counterpartyGuid } = practice;
  home.environments.add({ name: ENV, baseUrl, counterpartyGuid, kind: 'practice', ca: null });
  return {
    home,
    practice,
    reopen: open,
    async close() {
      for (const one of homes) await one.close();
      await practice.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A 2048-bit key of the practice environment: small, so that tests are quick. */
export const KEY_REQUEST = {
  alg: 'RS256',
  bits: 2048,
  kid: null,
  label: null,
  env: ENV,
  expiresAt: null,
  isDraft: false,
} as const;

export function signRequest(kid: string) {
  return {
    kid,
    env: ENV,
    profile: 'bank',
    flow: 'sign-in',
    sub: 'officer@bank.example',
    obj: '123456789',
    ttlSeconds: 300,
    withoutExpiry: false,
    extraClaims: {},
    reason: 'ticket 1',
    requester: null,
    ticket: null,
    template: null,
  } as const;
}
