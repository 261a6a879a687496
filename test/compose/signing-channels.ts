import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

/** What stands round a signature, through the window's channels. */
export async function useSigningDesk(ask: Ask, codeOf: (channel: Channel, input: unknown) => Promise<string>) {
  expect(await ask('clock.read', { env: 'practice' })).toMatchObject({ isTrusted: true, doubts: [] });
  expect(await codeOf('clock.confirm', { source: 'radio clock', reason: 'drill' })).toBe('INPUT_INVALID');
  const [entry] = await ask('token.history', { before: null, limit: 1 });
  expect(entry).toMatchObject({ purpose: 'token', requester: null, reason: 'ticket 1', door: 'window' });
  const template = { ...BARE, name: 'drill' };
  expect(await ask('template.save', { template, mayReplace: false })).toMatchObject({ isBuiltIn: false });
  expect((await ask('template.list')).map(({ name }) => name)).toContain('drill');
  await ask('template.remove', { name: 'drill', reason: 'drill' });
}

const BARE = { version: 1, profile: 'platform', ttlSeconds: null, withoutExpiry: false, claims: {}, note: null };
