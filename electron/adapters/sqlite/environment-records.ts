import { environmentSchema } from '../../../shared/model/environment.ts';
import { AppError } from '../../domain/errors.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { EnvironmentRecords } from './store.ts';

/** Keeps the environments of a home. */
export function createEnvironmentRecords(connection: Connection): EnvironmentRecords {
  const table = createRecordsTable(connection, {
    table: 'environments',
    schema: environmentSchema,
    key: ['name'],
    columns: { name: 'name', baseUrl: 'base_url', counterpartyGuid: 'counterparty_guid', kind: 'kind', ca: 'ca' },
    taken: ({ name }) =>
      new AppError('ENVIRONMENT_EXISTS', `there is an environment "${name}" already`, {
        hint: 'choose another name, or remove that environment first',
      }),
  });
  return {
    list: () => table.select('ORDER BY name'),
    get: (name) => table.get(name),
    insert: (environment) => table.insert(environment),
    update: (environment) => table.update(environment),
    remove(name) {
      connection.run('DELETE FROM environments WHERE name = ?', name);
    },
  };
}
