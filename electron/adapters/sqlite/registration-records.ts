import { z } from 'zod';
import { registrationSchema } from '../../../shared/model/registration.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { RegistrationRecord, RegistrationRecords } from './store.ts';

const schema: z.ZodType<RegistrationRecord> = registrationSchema.extend({ idempotencyKey: z.string() });

/** Keeps what is known of our keys at each environment's DCM. */
export function createRegistrationRecords(connection: Connection): RegistrationRecords {
  const table = createRecordsTable<RegistrationRecord>(connection, {
    table: 'registrations',
    isRemembered: true,
    schema,
    key: ['env', 'kid'],
    columns: {
      env: 'env',
      kid: 'kid',
      thumbprint: 'thumbprint',
      guid: 'guid',
      state: 'state',
      requestSha256: 'request_sha256',
      responseSha256: 'response_sha256',
      updatedAt: 'updated_at',
      idempotencyKey: 'idempotency_key',
    },
  });
  return {
    list: () => table.select('ORDER BY env, kid'),
    get: (env, kid) => table.get(env, kid),
    put: (registration) => table.put(registration),
  };
}
