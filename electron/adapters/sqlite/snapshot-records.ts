import { createHash } from 'node:crypto';
import { snapshotSchema } from '../../../shared/model/snapshot.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import { damaged } from './sqlite-errors.ts';
import type { SnapshotRecords } from './store.ts';

/** Keeps JWKS as they were fetched or imported: evidence, only ever added. */
export function createSnapshotRecords(connection: Connection): SnapshotRecords {
  const table = createRecordsTable(connection, {
    table: 'snapshots',
    schema: snapshotSchema,
    key: ['id'],
    json: ['kids'],
    columns: {
      id: 'id',
      env: 'env',
      takenAt: 'taken_at',
      source: 'source',
      trust: 'trust',
      sha256: 'sha256',
      kids: 'kids',
      problem: 'problem',
    },
    added: { problem: null },
  });
  return {
    list: () => table.select('ORDER BY taken_at DESC, id DESC'),
    get: (id) => table.get(id),
    byContent: (env, digest) =>
      table.select('WHERE env = ? AND sha256 = ? ORDER BY id LIMIT 1', env, digest)[0] ?? null,
    bytes(id) {
      const snapshot = table.get(id);
      if (snapshot === null) return null;
      const bytes = connection.get('SELECT bytes FROM snapshot_bytes WHERE id = ?', id)?.['bytes'];
      if (bytes instanceof Uint8Array && sha256(bytes) === snapshot.sha256) return Buffer.from(bytes);
      throw damaged(`the bytes of snapshot ${String(id)} were changed outside of the app`);
    },
    insert: (snapshot, bytes) =>
      connection.join(() => {
        const last = Number(connection.get('SELECT coalesce(max(id), 0) AS id FROM snapshots')?.['id']);
        const kept = { ...snapshot, id: last + 1 };
        table.insert(kept);
        connection.run('INSERT INTO snapshot_bytes (id, bytes) VALUES (?, ?)', kept.id, bytes);
        return kept;
      }),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
