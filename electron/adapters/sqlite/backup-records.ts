import { z } from 'zod';
import { backupSetSchema, drillCertificateSchema } from '../../../shared/model/backup-set.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { BackupDrillRecords, BackupSetRecords } from './store.ts';

/** Keeps the register of backup sets. */
export function createBackupSetRecords(connection: Connection): BackupSetRecords {
  const table = createRecordsTable(connection, {
    table: 'backup_sets',
    schema: z.strictObject({ id: z.string(), begunAt: z.string(), content: backupSetSchema }),
    key: ['id'],
    json: ['content'],
    columns: { id: 'id', begunAt: 'begun_at', content: 'content' },
  });
  const digests = createRecordsTable(connection, {
    table: 'share_digests',
    schema: z.strictObject({ setId: z.string(), number: z.number().int(), digest: z.string().length(64) }),
    key: ['setId', 'number'],
    columns: { setId: 'set_id', number: 'number', digest: 'digest' },
  });
  return {
    list: () => table.select('ORDER BY begun_at DESC, id').map(({ content }) => content),
    get: (id) => table.get(id)?.content ?? null,
    put: (content) => table.put({ id: content.id, begunAt: content.begunAt, content }),
    shareDigest: (setId, number) => digests.get(setId, number)?.digest ?? null,
    keepShareDigest: (setId, number, digest) => digests.insert({ setId, number, digest }),
  };
}

/** Keeps the certificates of drills, which are only ever added. */
export function createBackupDrillRecords(connection: Connection): BackupDrillRecords {
  const table = createRecordsTable(connection, {
    table: 'backup_drills',
    schema: z.strictObject({ id: z.number().int(), setId: z.string(), certificate: drillCertificateSchema }),
    key: ['id'],
    json: ['certificate'],
    columns: { id: 'id', setId: 'set_id', certificate: 'certificate' },
  });
  return {
    list: (setId) => table.select('WHERE set_id = ? ORDER BY id DESC', setId).map(({ certificate }) => certificate),
    insert: (certificate) =>
      connection.join(() => {
        const id = Number(connection.get('SELECT coalesce(max(id), 0) + 1 AS id FROM backup_drills')?.['id']);
        table.insert({ id, setId: certificate.setId, certificate });
      }),
  };
}
