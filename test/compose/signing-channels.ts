import { join } from 'node:path';
import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

interface Desk {
  readonly ask: Ask;
  readonly codeOf: (channel: Channel, input: unknown) => Promise<string>;
  readonly chosen: string[];
  readonly folder: string;
}

/** What stands round a signature, through the window's channels. */
export async function useSigningDesk({ ask, codeOf, chosen, folder }: Desk) {
  expect(await ask('clock.read', { env: 'practice' })).toMatchObject({ isTrusted: true, doubts: [] });
  expect(await codeOf('clock.confirm', { source: 'radio clock', reason: 'drill' })).toBe('INPUT_INVALID');
  const [entry] = await ask('token.history', { before: null, limit: 1 });
  expect(entry).toMatchObject({ purpose: 'token', requester: null, reason: 'ticket 1', door: 'window' });
  const template = { ...BARE, name: 'drill' };
  expect(await ask('template.save', { template, mayReplace: false })).toMatchObject({ isBuiltIn: false });
  expect((await ask('template.list')).map(({ name }) => name)).toContain('drill');
  const { document, fileName } = await ask('template.export', { name: 'drill' });
  expect(await ask('file.save', { document })).toEqual({ path: join(folder, fileName) });
  const take = async (mayReplace: boolean) => {
    chosen.push(join(folder, fileName));
    return { file: (await ask('file.choose')).file?.id, mayReplace };
  };
  expect(await codeOf('template.import', await take(false))).toBe('INPUT_INVALID');
  expect(await ask('template.import', await take(true))).toMatchObject({ name: 'drill', isBuiltIn: false });
  await ask('template.remove', { name: 'drill', reason: 'drill' });
}

const BARE = { version: 1, profile: 'platform', ttlSeconds: null, withoutExpiry: false, claims: {}, note: null };
