import { standbySchema } from '../../../shared/model/standby.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { StandbyRecords } from './store.ts';

/** Keeps which keys were sealed to stand by, and which of them were drawn. */
export function createStandbyRecords(connection: Connection): StandbyRecords {
  const table = createRecordsTable(connection, {
    table: 'standby_keys',
    isRemembered: true,
    schema: standbySchema,
    key: ['kid'],
    json: ['place'],
    columns: {
      kid: 'kid',
      place: 'place',
      note: 'note',
      since: 'since',
      by: 'by',
      checkedAt: 'checked_at',
      drawnAt: 'drawn_at',
    },
  });
  return {
    list: () => table.select('ORDER BY since, kid'),
    get: (kid) => table.get(kid),
    put: (standby) => table.put(standby),
  };
}
