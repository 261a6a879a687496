import { z } from 'zod';
import { accessSchema } from '../../../shared/model/access.ts';
import { adoptionSchema, reconciliationSchema } from '../../../shared/model/reconciliation.ts';
import { registrationStepSchema } from '../../../shared/model/registration.ts';
import { rotationSchema } from '../../../shared/model/rotation.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type {
  AccessRecords,
  AdoptionRecords,
  ReconciliationRecords,
  RegistrationStepRecords,
  RotationRecords,
} from './store.ts';

/** Keeps how each DCM is reached. */
export function createAccessRecords(connection: Connection): AccessRecords {
  const table = createRecordsTable(connection, {
    table: 'environment_access',
    schema: accessSchema,
    key: ['env'],
    json: ['proxy', 'contact'],
    columns: { env: 'env', pin: 'pin', proxy: 'proxy', contact: 'contact', credentialId: 'credential_id' },
  });
  return { get: (env) => table.get(env), put: (access) => table.put(access) };
}

/** Keeps the steps of registrations, append-only. */
export function createRegistrationStepRecords(connection: Connection): RegistrationStepRecords {
  const table = createRecordsTable(connection, {
    table: 'registration_steps',
    schema: registrationStepSchema,
    key: ['id'],
    columns: {
      id: 'id',
      env: 'env',
      kid: 'kid',
      guid: 'guid',
      state: 'state',
      method: 'method',
      requestSha256: 'request_sha256',
      responseSha256: 'response_sha256',
      at: 'at',
      by: 'by',
      note: 'note',
    },
  });
  return {
    list: (env, kid) => table.select('WHERE env = ? AND kid = ? ORDER BY id', env, kid),
    insert: (step) =>
      connection.join(() => {
        const id = Number(connection.get('SELECT coalesce(max(id), 0) + 1 AS id FROM registration_steps')?.['id']);
        table.insert({ ...step, id });
      }),
  };
}

/** Keeps the last comparison with each DCM's list. */
export function createReconciliationRecords(connection: Connection): ReconciliationRecords {
  const table = createRecordsTable(connection, {
    table: 'reconciliations',
    schema: z.strictObject({ env: z.string(), at: z.iso.datetime(), report: reconciliationSchema }),
    key: ['env'],
    json: ['report'],
    columns: { env: 'env', at: 'at', report: 'report' },
  });
  return {
    get: (env) => table.get(env)?.report ?? null,
    put: (report) => table.put({ env: report.env, at: report.at, report }),
  };
}

/** Keeps who answers for keys in our name that are not kept here. */
export function createAdoptionRecords(connection: Connection): AdoptionRecords {
  const table = createRecordsTable(connection, {
    table: 'adopted_entries',
    schema: adoptionSchema,
    key: ['env', 'guid'],
    columns: { env: 'env', guid: 'guid', thumbprint: 'thumbprint', owner: 'owner', reason: 'reason', at: 'at' },
  });
  return {
    list: (env) => table.select('WHERE env = ? ORDER BY guid', env),
    put: (adoption) => table.put(adoption),
  };
}

/** Keeps rotations, with what was seen on the way. */
export function createRotationRecords(connection: Connection): RotationRecords {
  const table = createRecordsTable(connection, {
    table: 'rotations',
    schema: rotationSchema,
    key: ['id'],
    json: ['steps'],
    columns: {
      id: 'id',
      env: 'env',
      kind: 'kind',
      oldKid: 'old_kid',
      newKid: 'new_kid',
      startedAt: 'started_at',
      steps: 'steps',
      endedAt: 'ended_at',
      outcome: 'outcome',
    },
  });
  return {
    list: () => table.select('ORDER BY started_at DESC, id'),
    get: (id) => table.get(id),
    put: (rotation) => table.put(rotation),
  };
}
