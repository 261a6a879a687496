import type { KeyObject } from 'node:crypto';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createFaultyKeychain } from '../../fakes/faulty-keychain.ts';
import { createMemoryIntents } from '../../fakes/keychain-intents.ts';
import { thumbprintOf } from './key-kinds.ts';

/** What a clearing up finds where nothing is left to do. */
export const AT_REST = { rolledBack: 0, removed: 0, pending: 0 };

/** Private keys over a store that can be told to fail. */
export function setUp(options: Parameters<typeof createFaultyKeychain>[0] = {}) {
  const system = createFaultyKeychain(options);
  const intents = createMemoryIntents();
  const start = () => createPrivateKeys({ keychain: system.keychain, intents });
  return { system, intents, start, keys: start() };
}

/** Writes and commits a key, and gives its thumbprint. */
export async function keep(keys: ReturnType<typeof createPrivateKeys>, id: string, key: KeyObject): Promise<string> {
  await keys.write(id, key);
  keys.commit(id);
  return thumbprintOf(key);
}
