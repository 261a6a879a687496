import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../../electron/adapters/sqlite/connection.ts';
import {
  APPLICATION_ID,
  migrate,
  MIGRATIONS,
  requireOwnSchema,
  schemaVersion,
} from '../../../electron/adapters/sqlite/migrations.ts';
import { codeOf, contentOf, fill, open, removeScratch, scratchFolder } from './homes.ts';

afterAll(removeScratch);

const memory = () => openConnection(':memory:', { readOnly: false });

describe('migrations', () => {
  it.each(MIGRATIONS.map((_sql, at) => at + 1))('number %i follows the one before it', (version) => {
    const connection = memory();
    migrate(connection, MIGRATIONS.slice(0, version - 1));
    expect(schemaVersion(connection)).toBe(version - 1);
    migrate(connection, MIGRATIONS.slice(0, version));
    expect(schemaVersion(connection)).toBe(version);
    expect(connection.get('PRAGMA application_id')).toEqual({ application_id: APPLICATION_ID });
    connection.close();
  });

  it('make strict tables only', () => {
    const connection = memory();
    migrate(connection);
    const tables = connection.all("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite%'");
    expect(tables.length).toBeGreaterThan(8);
    for (const { name, strict } of tables) expect(strict, String(name)).toBe(1);
    connection.close();
  });

  it('are done once, and nothing the second time', () => {
    const connection = memory();
    migrate(connection);
    migrate(connection);
    expect(schemaVersion(connection)).toBe(MIGRATIONS.length);
    connection.close();
  });

  it('keep what a home holds when a next step comes', () => {
    const folder = scratchFolder();
    const store = open(folder);
    fill(store);
    const content = contentOf(store);
    store.close();
    const connection = openConnection(join(folder, 'dcm-keys.db'), { readOnly: false });
    const next = [...MIGRATIONS, 'ALTER TABLE audit_checkpoints ADD COLUMN note TEXT'];
    expect(codeOf(() => requireOwnSchema(connection, next))).toBeNull();
    migrate(connection, next);
    expect(schemaVersion(connection)).toBe(MIGRATIONS.length + 1);
    expect(codeOf(() => requireOwnSchema(connection, next))).toBeNull();
    expect(connection.get('SELECT note, hash FROM audit_checkpoints')).toMatchObject({ note: null });
    connection.close();
    // This version of the app does not know that step: it leaves the home to the one that does.
    expect(codeOf(() => open(folder))).toBe('DATABASE_DAMAGED');
    expect(JSON.parse(content)).toHaveLength(18);
  });

  it('leave the home as it was when a step fails in its middle', () => {
    const connection = memory();
    migrate(connection);
    const broken = [...MIGRATIONS, 'CREATE TABLE half (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)'];
    expect(codeOf(() => migrate(connection, broken))).toBe('INTERNAL');
    expect(schemaVersion(connection)).toBe(MIGRATIONS.length);
    expect(connection.all("SELECT name FROM sqlite_schema WHERE name = 'half'")).toEqual([]);
    expect(codeOf(() => requireOwnSchema(connection))).toBeNull();
    connection.close();
  });

  it('are done by one of two connections that start at once', () => {
    const folder = scratchFolder();
    const path = join(folder, 'x.db');
    const one = openConnection(path, { readOnly: false });
    const other = openConnection(path, { readOnly: false, busyTimeoutMs: 0 });
    one.write(() => expect(codeOf(() => migrate(other))).toBe('HOME_IN_USE'));
    migrate(one);
    migrate(other);
    expect(schemaVersion(other)).toBe(MIGRATIONS.length);
    one.close();
    other.close();
  });
});
