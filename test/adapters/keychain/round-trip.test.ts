import { createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../../electron/adapters/keychain/keychain.ts';
import { createMemoryKeychain } from '../../../electron/adapters/keychain/memory-keychain.ts';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createSealedFileKeychain } from '../../../electron/adapters/keychain/sealed-file-keychain.ts';
import { createFaultyKeychain } from '../../fakes/faulty-keychain.ts';
import { createMemoryIntents } from '../../fakes/keychain-intents.ts';
import { KEY_KINDS, thumbprintOf } from './key-kinds.ts';

const home = mkdtempSync(join(tmpdir(), 'dcm-round-trip-'));
afterAll(() => rmSync(home, { recursive: true }));

const BACK_ENDS: Readonly<Record<string, () => Keychain>> = {
  'the memory of a practice home': createMemoryKeychain,
  'a sealed vault': () =>
    createSealedFileKeychain({
      home,
      askPassphrase: async () => Buffer.from('correct horse'),
      cost: { N: 2 ** 14, r: 8, p: 1 },
    }),
  'a Linux or macOS keychain': () => createFaultyKeychain({ platform: 'linux' }).keychain,
  'a Windows keychain that refuses 2,561 bytes': () =>
    createFaultyKeychain({ platform: 'win32', faults: { maxBytes: 2560, foldCase: true } }).keychain,
};

describe.each(Object.keys(BACK_ENDS))('in %s', (name) => {
  let keychain: Keychain;
  beforeAll(() => {
    keychain = BACK_ENDS[name]?.() ?? createMemoryKeychain();
  });

  it.each(Object.keys(KEY_KINDS))('a key of kind %s comes back able to sign', async (kind) => {
    const privateKey = KEY_KINDS[kind]?.() as KeyObject;
    const keys = createPrivateKeys({ keychain, intents: createMemoryIntents() });
    const id = `key-${randomBytes(4).toString('hex')}`;
    await keys.write(id, privateKey);
    keys.commit(id);
    const message = Buffer.from('message');
    const digest = privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    const signature = await keys.use(id, thumbprintOf(privateKey), (lent) => sign(digest, message, lent));
    expect(verify(digest, message, createPublicKey(privateKey), signature)).toBe(true);
    expect(await keys.remove(id)).toBe('deleted');
    await expect(keys.use(id, thumbprintOf(privateKey), () => true)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });

  it('a short text comes back and can be overwritten', async () => {
    await keychain.write('trail-anchor', 'a1.12.abc');
    await keychain.write('trail-anchor', 'a1.13.abd');
    expect(await keychain.read('trail-anchor')).toBe('a1.13.abd');
    expect(await keychain.remove('trail-anchor')).toBe(true);
    expect(await keychain.remove('trail-anchor')).toBe(false);
    expect(await keychain.read('trail-anchor')).toBeNull();
  });
});

describe('a keychain that limits the length of entries', () => {
  it('gets RSA keys in parts of at most 1,200 characters, behind a manifest', async () => {
    const { keychain, entries } = createFaultyKeychain({ platform: 'win32' });
    const keys = createPrivateKeys({ keychain, intents: createMemoryIntents() });
    await keys.write('big', KEY_KINDS['RSA-4096']?.() as KeyObject);
    const lengths = [...entries.values()].map((value) => value.length);
    expect(lengths).toHaveLength(4);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1200);
  });

  it('would refuse an RSA-4096 key in one entry (planted fault)', async () => {
    const { keychain } = createFaultyKeychain({ platform: 'linux', faults: { maxBytes: 2560 } });
    const keys = createPrivateKeys({ keychain, intents: createMemoryIntents() });
    const write = keys.write('big', KEY_KINDS['RSA-4096']?.() as KeyObject);
    await expect(write).rejects.toMatchObject({ code: 'KEYCHAIN_TOO_LARGE' });
  });
});
