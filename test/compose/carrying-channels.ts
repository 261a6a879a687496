import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

const WORDS = 'ocean lantern trust violin copper seven';

/** Uses every channel of what is carried and of what stands by, this computer being the other one too. @returns what none may give back */
export async function useCarrying(ask: Ask, makeDraft: () => Promise<Output<'key.generate'>>): Promise<Buffer[]> {
  const env = 'practice';
  const { kid } = await makeDraft();
  const request = await ask('bundle.ofRequest', { kid, env });
  const trust = { fingerprint: request.report.evidenceKey ?? '', name: 'ourselves', reason: 'drill' };
  const { registration, receipt } = await ask('bundle.post', { env, text: request.text, trust });
  expect(registration).toMatchObject({ kid, state: 'listed' });
  expect((await ask('bundle.look', { env, text: receipt.text })).bundle?.report.guid).toBe(registration.guid);
  const device = await ask('bundle.ofDevice', { env });
  const sealed = await ask('bundle.deliver', { kid, env, device: device.text, trust: null, reason: 'drill' });
  expect(sealed.report.device).toEqual(device.report.device);
  const place = { bag: 'B-1', sealNumber: '1', safe: 'safe 1' };
  await ask('standby.seal', { kid, passphrase: WORDS, place, note: null });
  await ask('standby.check', { kid, passphrase: WORDS });
  expect(await ask('standby.list')).toMatchObject([{ kid, place, isPlainLeft: false }]);
  expect(await ask('standby.draw', { kid, passphrase: WORDS, reason: 'drill', replaces: null })).toMatchObject({
    state: 'active',
  });
  return [Buffer.from(WORDS)];
}
