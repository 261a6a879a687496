import { z } from 'zod';
import type { KeychainIntent, KeychainIntents } from '../keychain/keychain.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';

const schema: z.ZodType<KeychainIntent> = z.strictObject({
  id: z.string(),
  generation: z.number().int(),
  chunks: z.number().int(),
  phase: z.enum(['writing', 'kept', 'removing']),
});

/** Keeps what is about to happen in the keychain, so that a crash can be undone. */
export function createIntentRecords(connection: Connection): KeychainIntents {
  const table = createRecordsTable<KeychainIntent>(connection, {
    table: 'keychain_intents',
    schema,
    key: ['id'],
    columns: { id: 'id', generation: 'generation', chunks: 'chunks', phase: 'phase' },
  });
  return {
    get: (id) => table.get(id),
    put: (intent) => table.put(intent),
    delete(id) {
      connection.run('DELETE FROM keychain_intents WHERE id = ?', id);
    },
    unfinished: () => table.select("WHERE phase <> 'kept' ORDER BY id"),
  };
}
