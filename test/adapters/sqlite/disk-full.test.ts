import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAuditRecords } from '../../../electron/adapters/sqlite/audit-records.ts';
import { type Connection, openConnection } from '../../../electron/adapters/sqlite/connection.ts';
import { createFactRecords } from '../../../electron/adapters/sqlite/fact-records.ts';
import { createKeyRecords } from '../../../electron/adapters/sqlite/key-records.ts';
import { applySettings } from '../../../electron/adapters/sqlite/settings.ts';
import { verifyChain } from '../../../electron/domain/audit-chain.ts';
import { appendEvent, codeOf, fill, filesOf, keyRecord, open, removeScratch, scratchFolder } from './homes.ts';
import { canMount, onSmallDisk } from './small-disk.ts';

afterAll(removeScratch);

function recordsOf(connection: Connection) {
  return {
    keys: createKeyRecords(connection),
    audit: createAuditRecords(connection),
    facts: createFactRecords(connection),
  };
}

describe('a full disk', () => {
  it('takes a whole transaction back, whichever page it fails on, and none is lost once there is room', () => {
    const folder = scratchFolder();
    open(folder).close();
    const connection = openConnection(join(folder, 'dcm-keys.db'), { readOnly: false });
    applySettings(connection);
    const records = recordsOf(connection);
    connection.write(() => appendEvent(records));
    const act = () =>
      connection.write(() => {
        records.keys.insert({ ...keyRecord('big'), label: 'x'.repeat(20_000) });
        records.facts.set('big', 'y'.repeat(20_000));
        appendEvent(records, 'z'.repeat(20_000));
      });
    const used = Number(connection.get('PRAGMA page_count')?.['page_count']);
    let faults = 0;
    for (let room = 0; room < 100; room += 1) {
      connection.exec(`PRAGMA max_page_count = ${String(used + room)}`);
      const outcome = codeOf(act);
      if (outcome === null) break;
      faults += 1;
      expect(outcome).toBe('DISK_FULL');
      expect(records.keys.get('big')).toBeNull();
      expect(records.facts.get('big')).toBeNull();
      expect(records.audit.head()?.seq).toBe(1);
      expect(connection.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    }
    expect(faults).toBeGreaterThan(10);
    expect(faults).toBeLessThan(100);
    expect(records.keys.get('big')?.label).toHaveLength(20_000);
    expect(verifyChain(records.audit.all(), [], { evidenceKey: null })).toMatchObject({ ok: true, events: 2 });
    connection.close();
  });

  it('would leave half a change behind without the transaction', () => {
    const folder = scratchFolder();
    open(folder).close();
    const connection = openConnection(join(folder, 'dcm-keys.db'), { readOnly: false });
    const records = recordsOf(connection);
    const used = Number(connection.get('PRAGMA page_count')?.['page_count']);
    connection.exec(`PRAGMA max_page_count = ${String(used)}`);
    records.keys.insert(keyRecord('small'));
    expect(codeOf(() => appendEvent(records, 'z'.repeat(20_000)))).toBe('DISK_FULL');
    expect(records.keys.get('small')).not.toBeNull();
    connection.close();
  });
});

describe.runIf(canMount())('a full file system', () => {
  it('says DISK_FULL when there is no room for a home, and leaves nothing behind', () => {
    onSmallDisk('700k', ({ folder: disk }) => {
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(680 * 1024));
      expect(codeOf(() => open(join(disk, 'home')))).toBe('DISK_FULL');
      rmSync(join(disk, 'ballast'));
      const store = open(join(disk, 'home'));
      fill(store);
      store.close();
    });
  });

  it('stops writing with DISK_FULL, keeps what was acknowledged, goes on reading, and writes again with room', () => {
    onSmallDisk('1m', ({ folder: disk, remount }) => {
      const folder = join(disk, 'home');
      const store = open(folder);
      fill(store);
      let acknowledged = 3;
      let outcome: string | null = null;
      while (outcome === null && acknowledged < 5000) {
        outcome = codeOf(() => store.write(() => appendEvent(store, 'n'.repeat(500))));
        if (outcome === null) acknowledged += 1;
      }
      expect(outcome).toBe('DISK_FULL');
      expect(acknowledged).toBeGreaterThan(20);
      expect(store.audit.head()?.seq).toBe(acknowledged);
      expect(verifyChain(store.audit.all(), [], { evidenceKey: null })).toMatchObject({
        ok: true,
        events: acknowledged,
      });

      const beside = open(folder);
      expect(beside.audit.head()?.seq).toBe(acknowledged);
      beside.close();
      remount('size=8m');
      store.write(() => appendEvent(store));
      store.close();
      const again = open(folder);
      expect(verifyChain(again.audit.all(), [], { evidenceKey: null })).toMatchObject({
        ok: true,
        events: acknowledged + 1,
      });
      again.close();
    });
  });

  it('still opens a home for reading when not one byte is left', () => {
    onSmallDisk('400k', ({ folder: disk }) => {
      const folder = join(disk, 'home');
      const store = open(folder);
      fill(store);
      store.close();
      const before = filesOf(folder);
      fillUp(disk);
      const reading = open(folder);
      expect(reading.isWritable).toBe(false);
      expect(reading.audit.head()?.seq).toBe(3);
      expect(codeOf(() => reading.write(() => appendEvent(reading)))).toBe('DISK_FULL');
      reading.close();
      expect(filesOf(folder)).toEqual(before);
    });
  });
});

function fillUp(disk: string): void {
  for (const size of [65536, 4096, 1]) {
    try {
      for (;;) writeFileSync(join(disk, 'ballast'), Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}
