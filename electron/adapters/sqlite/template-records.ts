import { z } from 'zod';
import { templateSchema } from '../../../shared/model/template.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { TemplateRecords } from './store.ts';

/** Keeps the templates that the bank has saved. */
export function createTemplateRecords(connection: Connection): TemplateRecords {
  const table = createRecordsTable(connection, {
    table: 'templates',
    schema: z.strictObject({ name: z.string(), template: templateSchema }),
    key: ['name'],
    json: ['template'],
    columns: { name: 'name', template: 'template' },
  });
  return {
    list: () => table.select('ORDER BY name').map(({ template }) => template),
    get: (name) => table.get(name)?.template ?? null,
    put: (template) => table.put({ name: template.name, template }),
    remove(name) {
      connection.run('DELETE FROM templates WHERE name = ?', name);
    },
  };
}
