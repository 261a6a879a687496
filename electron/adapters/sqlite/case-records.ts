import { createHash } from 'node:crypto';
import { z } from 'zod';
import { caseItemSchema } from '../../../shared/model/case.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import { damaged } from './sqlite-errors.ts';
import type { CaseRecord, CaseRecords } from './store.ts';

const recordSchema: z.ZodType<CaseRecord> = z.strictObject({ id: z.string(), salt: z.string() });

/** Keeps cases and their entries, which are only ever added. */
export function createCaseRecords(connection: Connection): CaseRecords {
  const cases = createRecordsTable(connection, {
    table: 'cases',
    schema: recordSchema,
    key: ['id'],
    columns: { id: 'id', salt: 'salt' },
  });
  const items = createRecordsTable(connection, {
    table: 'case_items',
    schema: caseItemSchema,
    key: ['case', 'seq'],
    columns: {
      case: 'case_id',
      seq: 'seq',
      at: 'at',
      by: 'by',
      auditSeq: 'audit_seq',
      content: 'content',
      prevHash: 'prev_hash',
      hash: 'hash',
    },
    json: ['content'],
    isRemembered: true,
  });

  function setBytes(sha256: string): Buffer | null {
    const bytes = connection.get('SELECT bytes FROM case_sets WHERE sha256 = ?', sha256)?.['bytes'];
    if (bytes === undefined) return null;
    if (bytes instanceof Uint8Array && createHash('sha256').update(bytes).digest('hex') === sha256) {
      return Buffer.from(bytes);
    }
    throw damaged('a set of keys of a case was changed outside of the app');
  }

  return {
    list: () => cases.select('ORDER BY id'),
    get: (id) => cases.get(id),
    insert: (record) => cases.insert(record),
    items: (id) => items.select('WHERE case_id = ? ORDER BY seq', id),
    addItem: (item) => items.insert(item),
    setBytes,
    keepSet(sha256, bytes) {
      if (setBytes(sha256) === null) {
        connection.run('INSERT INTO case_sets (sha256, bytes) VALUES (?, ?)', sha256, bytes);
      }
    },
  };
}
