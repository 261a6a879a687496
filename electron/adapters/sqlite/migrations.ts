import { type Connection, openConnection } from './connection.ts';
import { SCHEMA_STEPS } from './schema-steps.ts';
import { damaged } from './sqlite-errors.ts';

/** "DCMK": says that a SQLite file is a home of this product. */
export const APPLICATION_ID = 0x44434d4b;

/** Gives the number of the last migration that a database has had. */
export function schemaVersion(connection: Connection): number {
  return Number(connection.get('PRAGMA user_version')?.['user_version']);
}

/** Brings a database to the newest schema, each step in a transaction of its own. Two processes may call this at once. */
export function migrate(connection: Connection, migrations: readonly string[] = SCHEMA_STEPS): void {
  while (schemaVersion(connection) < migrations.length) {
    connection.write(() => {
      // Another process may have taken this step while we waited for the lock.
      const version = schemaVersion(connection);
      const step = migrations[version];
      if (step === undefined) return;
      connection.exec(step);
      connection.exec(`PRAGMA application_id = ${String(APPLICATION_ID)}`);
      connection.exec(`PRAGMA user_version = ${String(version + 1)}`);
    });
  }
}

/**
 * Checks that a database is one of ours, whole, and has exactly the schema of its version: no trigger less, no table
 * more. Rows are not looked at: each is checked when it is read.
 * @throws DATABASE_DAMAGED, also for one that a newer version of the app has written
 */
export function requireOwnSchema(connection: Connection, migrations: readonly string[] = SCHEMA_STEPS): void {
  const applicationId = connection.get('PRAGMA application_id')?.['application_id'];
  const version = schemaVersion(connection);
  if (applicationId !== APPLICATION_ID || version < 1) throw damaged('the database is not one of this product');
  if (version > migrations.length) {
    throw damaged(
      `the database was made by a newer version of the app (schema ${String(version)}, known up to ${String(migrations.length)})`,
      'open it with the newest version of the app; nothing was changed',
    );
  }
  const found = connection.all('PRAGMA quick_check(1)')[0]?.['quick_check'];
  if (found !== 'ok') throw damaged('the database of the home is damaged');
  if (schemaText(connection) !== expectedSchema(migrations.slice(0, version))) {
    throw damaged('the tables or triggers of the database were changed');
  }
}

function expectedSchema(migrations: readonly string[]): string {
  const model = openConnection(':memory:', { readOnly: false });
  try {
    migrate(model, migrations);
    return schemaText(model);
  } finally {
    model.close();
  }
}

function schemaText(connection: Connection): string {
  const rows = connection.all('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name');
  return JSON.stringify(rows);
}
