import { z } from 'zod';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { HomeFacts } from './store.ts';

/** Keeps small facts about the home. */
export function createFactRecords(connection: Connection): HomeFacts {
  const table = createRecordsTable(connection, {
    table: 'facts',
    schema: z.strictObject({ name: z.string(), value: z.string() }),
    key: ['name'],
    columns: { name: 'name', value: 'value' },
  });
  return {
    get: (name) => table.get(name)?.value ?? null,
    set: (name, value) => table.put({ name, value }),
  };
}
