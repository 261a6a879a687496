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

/** Rows in a file, and a way to change several of them at once. */
export interface FileIntents extends KeychainIntents {
  readonly transaction: <T>(work: () => T) => T;
}

/** Rows of intents in a file, replaced whole with a rename: each call, or each transaction, is there or is not. */
export function createFileIntents(path: string): FileIntents {
  let open: readonly KeychainIntent[] | null = null;
  const load = () => open ?? z.array(rowSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  const save = (rows: readonly KeychainIntent[]) => {
    if (open !== null) {
      open = rows;
      return;
    }
    writeFileSync(`${path}.new`, JSON.stringify(rows));
    renameSync(`${path}.new`, path);
  };
  return {
    get: (id) => load().find((row) => row.id === id) ?? null,
    put: (intent) => save([...load().filter((row) => row.id !== intent.id), intent]),
    delete: (id) => save(load().filter((row) => row.id !== id)),
    unfinished: () => load().filter(({ phase }) => phase !== 'kept'),
    transaction(work) {
      open = load();
      const result = work();
      const rows = open;
      open = null;
      save(rows);
      return result;
    },
  };
}
