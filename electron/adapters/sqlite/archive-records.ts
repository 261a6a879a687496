import { distrustSchema, sightingSchema, watchSpanSchema } from '../../../shared/model/sighting.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { DistrustRecords, SightingRecords, WatchSpanRecords } from './store.ts';

/** Keeps when each set was seen. A stretch grows at its end; nothing else of it changes. */
export function createSightingRecords(connection: Connection): SightingRecords {
  const table = createRecordsTable(connection, {
    table: 'sightings',
    schema: sightingSchema,
    key: ['id'],
    columns: {
      id: 'id',
      snapshotId: 'snapshot_id',
      env: 'env',
      firstAt: 'first_at',
      lastAt: 'last_at',
      source: 'source',
      trust: 'trust',
      certificateSha256: 'certificate_sha256',
    },
  });
  return {
    list: (env) => table.select('WHERE env = ? ORDER BY last_at, id', env),
    insert: (sighting) =>
      connection.join(() => {
        const kept = { ...sighting, id: nextId(connection, 'sightings') };
        table.insert(kept);
        return kept;
      }),
    extend: (sighting, lastAt) => table.update({ ...sighting, lastAt }),
  };
}

/** Keeps when the app was looking. */
export function createWatchSpanRecords(connection: Connection): WatchSpanRecords {
  const table = createRecordsTable(connection, {
    table: 'watch_spans',
    schema: watchSpanSchema,
    key: ['id'],
    columns: { id: 'id', env: 'env', from: 'from_at', to: 'to_at' },
  });
  return {
    list: (env) => table.select('WHERE env = ? ORDER BY to_at, id', env),
    insert: (span) =>
      connection.join(() => {
        const kept = { ...span, id: nextId(connection, 'watch_spans') };
        table.insert(kept);
        return kept;
      }),
    extend: (span, to) => table.update({ ...span, to }),
  };
}

/** Keeps which keys of DCM are not to be trusted, and why. */
export function createDistrustRecords(connection: Connection): DistrustRecords {
  const table = createRecordsTable(connection, {
    table: 'distrusted_keys',
    schema: distrustSchema,
    key: ['env', 'kid'],
    columns: {
      env: 'env',
      kid: 'kid',
      since: 'since',
      notedAt: 'noted_at',
      reason: 'reason',
      caller: 'caller',
      callBack: 'call_back',
      lifted: 'lifted',
    },
    json: ['lifted'],
    added: { lifted: 'null' },
  });
  return {
    list: () => table.select("WHERE lifted = 'null' ORDER BY env, kid"),
    get(env, kid) {
      const found = table.get(env, kid);
      return found?.lifted === null ? found : null;
    },
    lifted: () => table.select("WHERE lifted <> 'null' ORDER BY env, kid"),
    put: (distrust) => table.put(distrust),
  };
}

function nextId(connection: Connection, table: 'sightings' | 'watch_spans'): number {
  return Number(connection.get(`SELECT coalesce(max(id), 0) + 1 AS id FROM ${table}`)?.['id']);
}
