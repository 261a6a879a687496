import { clockMeasureSchema } from '../../../shared/model/clock.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { ClockMeasureRecords } from './store-trail.ts';

/** Keeps how far our clock stood from that of each DCM when it last answered. */
export function createClockMeasureRecords(connection: Connection): ClockMeasureRecords {
  const table = createRecordsTable(connection, {
    table: 'clock_measures',
    schema: clockMeasureSchema,
    key: ['env'],
    columns: {
      env: 'env',
      at: 'at',
      offsetMs: 'offset_ms',
      roundTripMs: 'round_trip_ms',
      agreedSeq: 'agreed_seq',
    },
  });
  return { list: () => table.select('ORDER BY at DESC, env'), put: (measure) => table.put(measure) };
}
