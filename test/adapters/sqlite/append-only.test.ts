import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '../../../electron/adapters/sqlite/connection.ts';
import { applySettings } from '../../../electron/adapters/sqlite/settings.ts';
import { codeOf, contentOf, fill, open, removeScratch, scratchFolder } from './homes.ts';

afterAll(removeScratch);

const TABLES = ['audit_events', 'audit_checkpoints', 'snapshots', 'snapshot_bytes', 'signed_tokens'];

/** The same settings as the app's own connection; `lockDown` is the app's second wall. */
function appConnection(folder: string, { lockedDown }: { lockedDown: boolean }): Connection {
  const connection = openConnection(join(folder, 'dcm-keys.db'), { readOnly: false });
  applySettings(connection);
  if (lockedDown) connection.lockDown();
  return connection;
}

function filledHome(): string {
  const folder = scratchFolder();
  const store = open(folder);
  fill(store);
  store.close();
  return folder;
}

const ATTACKS = (table: string): readonly string[] => [
  `UPDATE ${table} SET rowid = rowid`,
  `UPDATE OR REPLACE ${table} SET rowid = rowid + 1`,
  `UPDATE OR IGNORE ${table} SET rowid = 99`,
  `DELETE FROM ${table}`,
  `DELETE FROM ${table} WHERE rowid > 0`,
  `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`,
  `REPLACE INTO ${table} SELECT * FROM ${table}`,
  `WITH some AS (SELECT rowid FROM ${table}) DELETE FROM ${table} WHERE rowid IN some`,
];

describe('append-only tables', () => {
  it('would have a hole without recursive triggers: INSERT OR REPLACE overwrites a protected row', () => {
    const folder = filledHome();
    const database = new DatabaseSync(join(folder, 'dcm-keys.db'));
    database.exec('PRAGMA recursive_triggers = off');
    const forge =
      "INSERT OR REPLACE INTO audit_checkpoints (id, seq, hash, at, signer, signature) VALUES (1, 1, 'forged', '', '', '')";
    database.exec(forge);
    expect(database.prepare('SELECT hash FROM audit_checkpoints WHERE id = 1').get()).toEqual({ hash: 'forged' });
    database.close();

    const fresh = filledHome();
    const connection = appConnection(fresh, { lockedDown: false });
    expect(codeOf(() => connection.exec(forge))).toBe('INTERNAL');
    expect(connection.get('SELECT hash FROM audit_checkpoints WHERE id = 1')?.['hash']).not.toBe('forged');
    connection.close();
  });

  it.each(TABLES.flatMap((table) => ATTACKS(table)))('refuse: %s', (sql) => {
    const folder = filledHome();
    const before = open(folder);
    const content = contentOf(before);
    before.close();
    for (const lockedDown of [false, true]) {
      const connection = appConnection(folder, { lockedDown });
      expect(codeOf(() => connection.exec(sql))).toBe('INTERNAL');
      connection.close();
    }
    const after = open(folder);
    expect(contentOf(after)).toBe(content);
    after.close();
  });

  it('hold cases, their entries and their sets as they were written', () => {
    const folder = scratchFolder();
    const content = { kind: 'opened', title: 'Forged sign-ins' } as const;
    const frame = { case: '2026-001', seq: 1, at: '2026-10-12T10:00:00.000Z', by: 'ivan', auditSeq: 2, content };
    const item = { ...frame, prevHash: '0'.repeat(64), hash: '1'.repeat(64) };
    const store = open(folder);
    store.write(() => {
      store.cases.insert({ id: '2026-001', salt: 'ab' });
      store.cases.addItem(item);
      store.cases.keepSet(createHash('sha256').update('{}').digest('hex'), Buffer.from('{}'));
    });
    store.close();
    const sql = [
      "UPDATE cases SET salt = 'cd'",
      "UPDATE OR REPLACE case_items SET content = '{}'",
      'UPDATE case_sets SET sha256 = sha256',
      ...['cases', 'case_items', 'case_sets'].flatMap((table) => [
        `DELETE FROM ${table}`,
        `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`,
      ]),
    ];
    for (const lockedDown of [false, true]) {
      const connection = appConnection(folder, { lockedDown });
      expect(connection.all('SELECT * FROM case_sets')).toHaveLength(1);
      expect(sql.map((one) => codeOf(() => connection.exec(one)))).toEqual(sql.map(() => 'INTERNAL'));
      connection.close();
    }
    const after = open(folder);
    expect([after.cases.list(), after.cases.items('2026-001')]).toEqual([[{ id: '2026-001', salt: 'ab' }], [item]]);
    after.close();
    // The planted fault: without the triggers every one of them goes through.
    const bare = new DatabaseSync(join(folder, 'dcm-keys.db'), { enableForeignKeyConstraints: false });
    for (const table of ['cases', 'case_items', 'case_sets']) {
      for (const act of ['update', 'delete']) bare.exec(`DROP TRIGGER ${table}_no_${act}`);
    }
    for (const one of sql) expect(() => bare.exec(`BEGIN; ${one}; ROLLBACK`)).not.toThrow();
    bare.close();
  });

  it('take rows at their end only', () => {
    const connection = appConnection(filledHome(), { lockedDown: true });
    const insert = (seq: number) => () => connection.run('INSERT INTO audit_events VALUES (?, ?, ?)', seq, '{}', 'h');
    for (const seq of [-1, 0, 1, 3, 5, 100]) expect(codeOf(insert(seq))).toBe('INTERNAL');
    expect(codeOf(insert(4))).toBeNull();
    connection.close();
  });
});

describe('a connection that is locked down', () => {
  it.each([
    'DROP TRIGGER audit_events_no_delete',
    'DROP TABLE audit_events',
    'ALTER TABLE audit_events RENAME TO old',
    'CREATE TEMP TRIGGER t AFTER INSERT ON keys BEGIN SELECT 1; END',
    'CREATE TABLE t (x)',
    'PRAGMA recursive_triggers = off',
    'PRAGMA foreign_keys = off',
    'PRAGMA synchronous = off',
    'PRAGMA journal_mode = delete',
    'PRAGMA writable_schema = on',
    'PRAGMA user_version = 0',
    "ATTACH ':memory:' AS other",
    "UPDATE sqlite_schema SET sql = ''",
    'VACUUM',
  ])('refuses: %s', (sql) => {
    const folder = filledHome();
    const connection = appConnection(folder, { lockedDown: true });
    expect(codeOf(() => connection.exec(sql))).toBe('INTERNAL');
    connection.close();
    open(folder).close();
  });

  it('is not what an ordinary connection does: there a dropped trigger lets a row go', () => {
    const connection = appConnection(filledHome(), { lockedDown: false });
    connection.exec('DROP TRIGGER audit_checkpoints_no_delete');
    expect(connection.run('DELETE FROM audit_checkpoints')).toBe(1);
    connection.close();
  });
});
