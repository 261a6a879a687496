import { generateKeyPairSync } from 'node:crypto';
import { CompactSign } from 'jose';
import { expect } from 'vitest';
import type { WindowCore } from '../../electron/compose-window.ts';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

/** What an officer says of a key, through the window’s channels. The key is as it was before. */
export async function useKeyDetails(ask: Ask, kid: string): Promise<void> {
  const description = { label: 'desk 1', notes: null, tags: ['night'], owner: 'Night desk', purpose: null };
  expect(await ask('key.describe', { kid, description })).toMatchObject({ kid, ...description });
  expect(await ask('key.read', { kid })).toMatchObject({ mayUndo: true, possession: null });
  expect(await ask('key.undoDescribe', { kid })).toMatchObject({ label: null, tags: [], owner: null });
  for (const flows of [['sign-up'], null]) {
    const to = { flows, expiresAt: null, reason: 'drill' };
    expect(await ask('key.restrict', { kid, ...to })).toMatchObject({ flows });
  }
  await ask('key.noteReason', { kid, reason: 'drill' });
  const { copies } = await ask('key.addCopy', { kid, kind: 'backup', where: 'safe 3' });
  const gone = await ask('key.copyGone', { kid, id: copies[0]?.id, reason: 'drill' });
  expect(gone.copies).toMatchObject([{ kind: 'backup', where: 'safe 3', goneAt: expect.any(String) as unknown }]);
}

/** A colleague proves that he has the key whose public half is recorded here. */
export async function usePossession(ask: Ask, { home }: WindowCore): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { key } = await home.keyImport.import({
    bytes: Buffer.from(publicKey.export({ format: 'pem', type: 'spki' })),
    source: null,
    passphrase: () => Promise.reject(new Error('no passphrase')),
    kid: 'held-elsewhere',
    alg: null,
    label: null,
    env: null,
    expiresAt: null,
    isDraft: false,
  });
  const { kid } = key;
  const { payload } = await ask('key.askPossession', { kid });
  const token = await new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
  expect(await ask('key.provePossession', { kid, token })).toMatchObject({
    possessionProvenAt: expect.any(String) as unknown,
  });
}
