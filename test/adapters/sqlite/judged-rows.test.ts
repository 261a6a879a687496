import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJudgedRows } from '../../../electron/adapters/sqlite/judged-rows.ts';
import type { Store } from '../../../electron/adapters/sqlite/store.ts';
import { codeOf, keyRecord, open, removeScratch, scratchFolder } from './homes.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = join(scratchFolder(), 'home');
  store = open(folder);
  store.write(() => ['first', 'second'].forEach((kid) => store.keys.insert(keyRecord(kid))));
  store.keys.list();
});
afterEach(() => {
  store.close();
  removeScratch();
});

/** Writes past the app, as a stranger with the file would. */
function editByHand(sql: string): void {
  const database = new DatabaseSync(join(folder, 'dcm-keys.db'), { enableForeignKeyConstraints: false });
  database.exec(sql);
  database.close();
}

describe('a row that was read before', () => {
  it('is refused once it is edited by hand, its digest left or not', () => {
    expect(codeOf(() => store.keys.list())).toBeNull();
    editByHand(`UPDATE keys SET state = 'retired' WHERE kid = 'first'`);
    expect(codeOf(() => store.keys.list())).toBe('DATABASE_DAMAGED');
    expect(codeOf(() => store.keys.get('first'))).toBe('DATABASE_DAMAGED');
    editByHand(`UPDATE keys SET state = 'active', row_digest = 'none' WHERE kid = 'first'`);
    expect(codeOf(() => store.keys.list())).toBe('DATABASE_DAMAGED');
  });

  it('is refused with the digest of another row', () => {
    editByHand(`UPDATE keys SET row_digest = (SELECT row_digest FROM keys WHERE kid = 'second') WHERE kid = 'first'`);
    expect(codeOf(() => store.keys.list())).toBe('DATABASE_DAMAGED');
  });

  it('is read as it is after the app has changed it', () => {
    store.write(() => store.keys.update({ ...keyRecord('first'), state: 'suspended' }));
    expect(store.keys.get('first')?.state).toBe('suspended');
    expect(store.keys.list().map(({ state }) => state)).toContain('suspended');
  });

  it('cannot be written into by one of its readers', () => {
    const [key] = store.keys.list();
    expect(() => Object.assign(key ?? {}, { state: 'retired' })).toThrow(TypeError);
    expect(() => Object.assign(key?.jwk ?? {}, { kid: 'other' })).toThrow(TypeError);
  });
});

describe('the memory of judged rows', () => {
  it('finds a row only where every column is the same', () => {
    const rows = createJudgedRows<{ readonly name: string }>();
    const record = { name: 'a' };
    rows.keep('digest', ['a', 1, null], record);
    expect(rows.find('digest', ['a', 1, null])).toBe(record);
    expect(rows.find('digest', ['a', 2, null])).toBeNull();
    expect(rows.find('digest', ['a', 1, 0])).toBeNull();
    expect(rows.find('other', ['a', 1, null])).toBeNull();
  });
});
