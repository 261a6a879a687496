import { z } from 'zod';
import { ceremonyEntrySchema, ceremonyIdSchema } from '../../../shared/model/ceremony.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { CeremonyRecord, CeremonyRecords } from './store.ts';

const recordSchema: z.ZodType<CeremonyRecord> = z.strictObject({ id: ceremonyIdSchema, script: z.string() });

/** Keeps ceremonies and their transcripts, which are only ever added to. */
export function createCeremonyRecords(connection: Connection): CeremonyRecords {
  const ceremonies = createRecordsTable(connection, {
    table: 'ceremonies',
    schema: recordSchema,
    key: ['id'],
    columns: { id: 'id', script: 'script' },
    isRemembered: true,
  });
  const entries = createRecordsTable(connection, {
    table: 'ceremony_entries',
    schema: ceremonyEntrySchema,
    key: ['ceremony', 'seq'],
    columns: {
      ceremony: 'ceremony_id',
      seq: 'seq',
      at: 'at',
      auditSeq: 'audit_seq',
      content: 'content',
      prevHash: 'prev_hash',
      hash: 'hash',
    },
    json: ['content'],
    isRemembered: true,
  });
  return {
    list: () => ceremonies.select('ORDER BY id'),
    get: (id) => ceremonies.get(id),
    insert: (record) => ceremonies.insert(record),
    entries: (id) => entries.select('WHERE ceremony_id = ? ORDER BY seq', id),
    addEntry: (entry) => entries.insert(entry),
  };
}
