import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

/** What stands round a signature, through the window's channels. */
export async function useSigningDesk(ask: Ask, codeOf: (channel: Channel, input: unknown) => Promise<string>) {
  expect(await ask('clock.read', { env: 'practice' })).toMatchObject({ isTrusted: true, doubts: [] });
  expect(await codeOf('clock.confirm', { source: 'radio clock', reason: 'drill' })).toBe('INPUT_INVALID');
}
