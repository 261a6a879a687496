import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../electron/adapters/keychain/memory-keychain.ts';
import { composeHome, systemAdapters } from '../../electron/compose.ts';
import { KEY_REQUEST } from '../fakes/test-home.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-session-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One process on the home; its keychains are in memory and say that they are what was asked for. */
function openProcess(kind: 'os' | 'sealed', beforeStoring: () => Promise<unknown> = () => Promise.resolve()) {
  const memory = createMemoryKeychain();
  return composeHome(
    {
      path: join(folder, 'home'),
      use: 'write',
      door: 'terminal',
      keychain: null,
      fallbackKeychain: kind,
      askPassphrase: () => Promise.reject(new Error('no vault in this test')),
      isOnline: () => false,
    },
    {
      ...systemAdapters,
      openKeychain: (wanted) => ({ ...memory, kind: wanted }),
      async generateKey(alg, bits) {
        await beforeStoring();
        return await systemAdapters.generateKey(alg, bits);
      },
    },
  );
}

describe('the keychain of a home', () => {
  it('is one, also when two processes make its first key in different ones at the same time', async () => {
    const other = openProcess('sealed');
    const home = openProcess('os', async () => await other.keys.generate({ ...KEY_REQUEST, env: null }));
    await expect(home.keys.generate({ ...KEY_REQUEST, env: null })).rejects.toMatchObject({ code: 'KEYCHAIN_CHANGED' });
    expect(home.keys.list().map(({ keychain }) => keychain)).toEqual(['sealed']);
    expect(home.session.recordedKind()).toBe('sealed');
    await home.close();
    await other.close();
  });
});
