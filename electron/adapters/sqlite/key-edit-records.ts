import { z } from 'zod';
import { keyDescriptionSchema } from '../../../shared/model/key.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { KeyEdit, KeyEditRecords } from './store.ts';

/** Keys of the first homes may have a label of any length. */
const beforeSchema = keyDescriptionSchema.extend({ label: z.string().nullable() });

const schema: z.ZodType<KeyEdit> = z.strictObject({
  id: z.number().int(),
  kid: z.string(),
  at: z.iso.datetime(),
  before: beforeSchema,
  after: keyDescriptionSchema,
  undoneAt: z.iso.datetime().nullable(),
});

/** Keeps the edits of what people wrote about keys. An edit that was taken back stays, and says when. */
export function createKeyEditRecords(connection: Connection): KeyEditRecords {
  const table = createRecordsTable<KeyEdit>(connection, {
    table: 'key_edits',
    schema,
    key: ['id'],
    json: ['before', 'after'],
    columns: { id: 'id', kid: 'kid', at: 'at', before: 'before', after: 'after', undoneAt: 'undone_at' },
  });
  return {
    latest: (kid) => table.select('WHERE kid = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1', kid)[0] ?? null,
    insert: (edit) =>
      connection.join(() => {
        const id = Number(connection.get('SELECT coalesce(max(id), 0) + 1 AS id FROM key_edits')?.['id']);
        table.insert({ ...edit, id, undoneAt: null });
      }),
    markUndone: (edit, undoneAt) => table.update({ ...edit, undoneAt }),
  };
}
