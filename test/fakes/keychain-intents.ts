import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { KeychainIntent, KeychainIntents } from '../../electron/adapters/keychain/keychain.ts';

/** Rows of intents in memory. */
export function createMemoryIntents(): KeychainIntents & { readonly rows: Map<string, KeychainIntent> } {
  const rows = new Map<string, KeychainIntent>();
  return {
    rows,
    get: (id) => rows.get(id) ?? null,
    put: (intent) => void rows.set(intent.id, intent),
    delete: (id) => void rows.delete(id),
    unfinished: () => [...rows.values()].filter(({ phase }) => phase !== 'kept'),
  };
}

const rowSchema = z.strictObject({
  id: z.string(),
  generation: z.number(),
  chunks: z.number(),
  phase: z.enum(['writing', 'kept', 'removing']),
});

/** Rows of intents in a file, replaced whole with a rename: each call is durable for a killed process. */
export function createFileIntents(path: string): KeychainIntents {
  const load = (): KeychainIntent[] => z.array(rowSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  const save = (rows: readonly KeychainIntent[]) => {
    writeFileSync(`${path}.new`, JSON.stringify(rows));
    renameSync(`${path}.new`, path);
  };
  return {
    get: (id) => load().find((row) => row.id === id) ?? null,
    put: (intent) => save([...load().filter((row) => row.id !== intent.id), intent]),
    delete: (id) => save(load().filter((row) => row.id !== id)),
    unfinished: () => load().filter(({ phase }) => phase !== 'kept'),
  };
}
