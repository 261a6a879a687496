import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../../electron/adapters/sqlite/connection.ts';
import {
  APPLICATION_ID,
  migrate,
  requireOwnSchema,
  schemaVersion,
} from '../../../electron/adapters/sqlite/migrations.ts';
import { createKeyRecords } from '../../../electron/adapters/sqlite/key-records.ts';
import { SCHEMA_STEPS } from '../../../electron/adapters/sqlite/schema-steps.ts';
import { canonicalJson } from '../../../electron/domain/canonical-json.ts';
import { NO_LATER_FACTS } from '../../../shared/model/key.ts';
import { codeOf, contentOf, fill, open, removeScratch, scratchFolder } from './homes.ts';

afterAll(removeScratch);

const memory = () => openConnection(':memory:', { readOnly: false });

describe('migrations', () => {
  it.each(SCHEMA_STEPS.map((_sql, at) => at + 1))('number %i follows the one before it', (version) => {
    const connection = memory();
    migrate(connection, SCHEMA_STEPS.slice(0, version - 1));
    expect(schemaVersion(connection)).toBe(version - 1);
    migrate(connection, SCHEMA_STEPS.slice(0, version));
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
    expect(schemaVersion(connection)).toBe(SCHEMA_STEPS.length);
    connection.close();
  });

  it('keep what a home holds when a next step comes', () => {
    const folder = scratchFolder();
    const store = open(folder);
    fill(store);
    const content = contentOf(store);
    store.close();
    const connection = openConnection(join(folder, 'dcm-keys.db'), { readOnly: false });
    const next = [...SCHEMA_STEPS, 'ALTER TABLE audit_checkpoints ADD COLUMN note TEXT'];
    expect(codeOf(() => requireOwnSchema(connection, next))).toBeNull();
    migrate(connection, next);
    expect(schemaVersion(connection)).toBe(SCHEMA_STEPS.length + 1);
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
    const broken = [...SCHEMA_STEPS, 'CREATE TABLE half (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)'];
    expect(codeOf(() => migrate(connection, broken))).toBe('INTERNAL');
    expect(schemaVersion(connection)).toBe(SCHEMA_STEPS.length);
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
    expect(schemaVersion(other)).toBe(SCHEMA_STEPS.length);
    one.close();
    other.close();
  });
});

describe('a key that the first schema kept', () => {
  /** The row as that version wrote it: its digest is over the columns of then, in their order. */
  const values = {
    ...{ kid: 'old', alg: 'RS256', bits: 2048, thumbprint: 't', state: 'active', label: 'L', env: null },
    ...{ created_at: '2026-11-23T20:00:00.000Z', expires_at: null, custody: 'here', origin: 'generated' },
    ...{ keychain: 'sealed', compromised_since: null, compromised_at: null, delete_due_at: null, delete_from: null },
    ...{ jwk: '{"e":"AQAB","kid":"old","kty":"RSA","n":"AQAB"}', keychain_id: 'key-1' },
  };

  function keysAfterMigration(label: string) {
    const connection = openConnection(':memory:', { readOnly: false });
    migrate(connection, SCHEMA_STEPS.slice(0, 1));
    const digest = createHash('sha256').update(canonicalJson(['keys', ...Object.values(values)]));
    const row = { ...values, label, row_digest: digest.digest('hex') };
    const columns = Object.keys(row);
    const sql = `INSERT INTO keys (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    connection.run(sql, ...Object.values(row));
    migrate(connection);
    return createKeyRecords(connection);
  }

  it('is read by the newest one, with nothing said of what was not known then, and can be changed', () => {
    const keys = keysAfterMigration('L');
    const old = keys.get('old');
    expect(old).toMatchObject({ kid: 'old', keychainId: 'key-1', ...NO_LATER_FACTS });
    if (old !== null) keys.update({ ...old, owner: 'O. Koval', tags: ['desk'] });
    expect(keys.get('old')).toMatchObject({ owner: 'O. Koval', tags: ['desk'] });
  });

  it('is still known to be changed by hand', () => {
    expect(() => keysAfterMigration('planted').get('old')).toThrow(
      expect.objectContaining({ code: 'DATABASE_DAMAGED' }),
    );
  });
});
