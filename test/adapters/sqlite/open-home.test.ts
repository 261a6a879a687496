import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { isSupportedSqlite, openConnection } from '../../../electron/adapters/sqlite/connection.ts';
import { openStore } from '../../../electron/adapters/sqlite/database.ts';
import { applySettings, requireSettings } from '../../../electron/adapters/sqlite/settings.ts';
import { codeOf, contentOf, fill, open, removeScratch, scratchFolder } from './homes.ts';

afterAll(removeScratch);

const SQLITE_ROOM = join(import.meta.dirname, '../../../electron/adapters/sqlite');
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a home', () => {
  it('is not made where it was only to be read', () => {
    const folder = join(scratchFolder(), 'absent', 'home');
    expect(openStore({ folder, createIfMissing: false })).toBeNull();
    expect(() => statSync(join(folder, '..'))).toThrow();
    const empty = scratchFolder();
    expect(openStore({ folder: empty, createIfMissing: false })).toBeNull();
    expect(readdirSync(empty)).toEqual([]);
  });

  it('is made private: folders 0700, files 0600, also beside the database and whatever the umask', () => {
    const old = process.umask(0);
    try {
      const parent = join(scratchFolder(), 'new');
      const folder = join(parent, 'home');
      const store = open(folder);
      fill(store);
      expect([parent, folder].map(modeOf)).toEqual([0o700, 0o700]);
      expect(readdirSync(folder).sort()).toEqual(['dcm-keys.db', 'dcm-keys.db-shm', 'dcm-keys.db-wal']);
      for (const name of readdirSync(folder)) expect(modeOf(join(folder, name)), name).toBe(0o600);
      store.close();
      expect(readdirSync(folder)).toEqual(['dcm-keys.db']);
    } finally {
      process.umask(old);
    }
  });

  it('is made private in an empty folder, while a folder with other things in it keeps its rights', () => {
    const empty = scratchFolder();
    chmodSync(empty, 0o755);
    open(empty).close();
    expect(modeOf(empty)).toBe(0o700);
    const desktop = scratchFolder();
    chmodSync(desktop, 0o755);
    writeFileSync(join(desktop, 'holiday.txt'), '');
    open(desktop).close();
    expect(modeOf(desktop)).toBe(0o755);
    expect(modeOf(join(desktop, 'dcm-keys.db'))).toBe(0o600);
  });

  it('takes rights of others off a database that a copy has loosened', () => {
    const folder = scratchFolder();
    open(folder).close();
    chmodSync(join(folder, 'dcm-keys.db'), 0o644);
    open(folder).close();
    expect(modeOf(join(folder, 'dcm-keys.db'))).toBe(0o600);
  });

  it('lies in the file that was asked for, in a folder of any name', () => {
    const folder = join(scratchFolder(), 'дім #1 ?immutable=0 %41 $HOME');
    const store = open(folder, { databaseFile: 'rehearsal.db' });
    fill(store);
    const content = contentOf(store);
    store.close();
    expect(readdirSync(folder)).toEqual(['rehearsal.db']);
    const again = open(folder, { databaseFile: 'rehearsal.db' });
    expect(contentOf(again)).toBe(content);
    again.close();
  });

  it('drops what a crash left of one that was being made, but not one that is being made now', () => {
    const folder = scratchFolder();
    const stale = join(folder, 'dcm-keys.db.new-1');
    const fresh = join(folder, 'dcm-keys.db.new-2');
    for (const path of [stale, fresh]) writeFileSync(path, 'half');
    utimesSync(stale, new Date(0), new Date(0));
    open(folder).close();
    expect(readdirSync(folder).sort()).toEqual(['dcm-keys.db', 'dcm-keys.db.new-2']);
  });

  it('is not touched by a runtime without SQLite, which can load the code all the same', () => {
    const folder = join(scratchFolder(), 'home');
    const builtin = process.getBuiltinModule;
    try {
      process.getBuiltinModule = () => undefined;
      expect(codeOf(() => open(folder))).toBe('RUNTIME_MISSING');
    } finally {
      process.getBuiltinModule = builtin;
    }
    expect(() => statSync(folder)).toThrow();
    const sources = readdirSync(SQLITE_ROOM).map((name) => readFileSync(join(SQLITE_ROOM, name), 'utf8'));
    expect(sources.length).toBeGreaterThan(10);
    for (const source of sources) expect(source).not.toMatch(/^import (?!type ).*'node:sqlite'/mu);
  });

  it('can be closed twice', () => {
    const store = open(scratchFolder());
    store.close();
    expect(codeOf(() => store.close())).toBeNull();
  });

  it.each(['a file', 'a dangling link'])('cannot be where %s is', (kind) => {
    const folder = join(scratchFolder(), 'home');
    if (kind === 'a file') writeFileSync(folder, 'x');
    else symlinkSync('/nowhere/at/all', folder);
    expect(codeOf(() => open(folder))).toBe('HOME_UNWRITABLE');
    if (kind === 'a file') expect(readFileSync(folder, 'utf8')).toBe('x');
  });

  it('has no database that is a folder', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'dcm-keys.db'));
    expect(codeOf(() => open(folder))).toBe('DATABASE_DAMAGED');
  });
});

describe('the settings of a connection', () => {
  function connection() {
    const folder = scratchFolder();
    open(folder).close();
    return openConnection(join(folder, 'dcm-keys.db'), { readOnly: false });
  }

  it('are in force after they were applied', () => {
    const opened = connection();
    applySettings(opened);
    const value = (name: string) => Object.values(opened.get(`PRAGMA ${name}`) ?? {})[0];
    expect(value('journal_mode')).toBe('wal');
    expect(value('synchronous')).toBe(2);
    expect(value('foreign_keys')).toBe(1);
    expect(value('recursive_triggers')).toBe(1);
    expect(value('trusted_schema')).toBe(0);
    expect(value('fullfsync')).toBe(1);
    expect(value('checkpoint_fullfsync')).toBe(1);
    expect(value('mmap_size')).toBe(0);
    expect(value('busy_timeout')).toBe(5000);
    opened.close();
  });

  it.each([
    ['synchronous = normal', 'RUNTIME_MISSING'],
    ['foreign_keys = off', 'RUNTIME_MISSING'],
    ['recursive_triggers = off', 'RUNTIME_MISSING'],
    ['trusted_schema = on', 'RUNTIME_MISSING'],
    ['fullfsync = off', 'RUNTIME_MISSING'],
    ['mmap_size = 1048576', 'RUNTIME_MISSING'],
    ['journal_mode = delete', 'HOME_UNWRITABLE'],
  ])('are refused with %s', (setting, code) => {
    const opened = connection();
    applySettings(opened);
    expect(codeOf(() => requireSettings(opened))).toBeNull();
    opened.exec(`PRAGMA ${setting}`);
    expect(codeOf(() => requireSettings(opened))).toBe(code);
    opened.close();
  });

  it('turn a database that some tool has taken out of WAL mode back', () => {
    const folder = scratchFolder();
    open(folder).close();
    const database = new DatabaseSync(join(folder, 'dcm-keys.db'));
    database.exec('PRAGMA journal_mode = delete');
    database.close();
    const store = open(folder);
    store.facts.set('a', 'b');
    expect(readdirSync(folder)).toContain('dcm-keys.db-wal');
    store.close();
  });

  it.each([
    ['3.51.3', true],
    ['3.53.4', true],
    ['4.0.0', true],
    ['3.51.2', false],
    ['3.9.99', false],
    ['2.99.99', false],
    ['none', false],
    ['3.51', false],
    ['', false],
  ])('ask for SQLite 3.51.3 or newer: %s is %s', (version, supported) => {
    expect(isSupportedSqlite(version)).toBe(supported);
  });
});
