import { trustedMakerSchema } from '../../../shared/model/bundle.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { TrustedMakerRecords } from './store.ts';

/** Keeps whose bundles are trusted, and since when no more. */
export function createTrustedMakerRecords(connection: Connection): TrustedMakerRecords {
  const table = createRecordsTable(connection, {
    table: 'trusted_makers',
    schema: trustedMakerSchema,
    key: ['fingerprint'],
    json: ['ended'],
    columns: {
      fingerprint: 'fingerprint',
      name: 'name',
      reason: 'reason',
      trustedAt: 'trusted_at',
      by: 'by',
      ended: 'ended',
    },
  });
  return {
    list: () => table.select('ORDER BY trusted_at, fingerprint'),
    get: (fingerprint) => table.get(fingerprint),
    put: (maker) => table.put(maker),
  };
}
