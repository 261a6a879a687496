import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../electron/adapters/sqlite/database.ts';
import { verifyChain } from '../../../electron/domain/audit-chain.ts';
import { hasCode } from '../../../electron/domain/errors.ts';
import { appendEvent, codeOf, contentOf, fill, filesOf, open, removeScratch, scratchFolder } from './homes.ts';

afterAll(removeScratch);

const child = fileURLToPath(new URL('./crashing-writer.ts', import.meta.url));

let template: string;
let content: string;
let checkpoints: string;
let size: number;
beforeAll(() => {
  template = scratchFolder();
  const store = open(template);
  fill(store, 40);
  content = contentOf(store);
  checkpoints = JSON.stringify(store.audit.checkpoints());
  store.close();
  size = readFileSync(join(template, 'dcm-keys.db')).length;
});

/** A copy of a whole home, changed. */
function damagedHome(damage: (database: string) => void, from = template): string {
  const folder = join(scratchFolder(), 'home');
  cpSync(from, folder, { recursive: true });
  damage(join(folder, 'dcm-keys.db'));
  return folder;
}

function flip(at: number, mask: number): (database: string) => void {
  return (database) => {
    const bytes = readFileSync(database);
    bytes.writeUInt8(bytes.readUInt8(at) ^ mask, at);
    writeFileSync(database, bytes);
  };
}

/**
 * `refused` when the home can't be opened or read, `same` when it reads as if nothing had been changed, `broken` when
 * the chain tells; anything else is a silent change.
 */
function outcomeOf(folder: string): string {
  try {
    const store = openStore({ folder });
    if (store === null) return 'gone';
    try {
      if (!verifyChain(store.audit.all(), [], { evidenceKey: null }).ok) return 'broken';
      // A checkpoint has no digest of its own: its signature, which is made up here, covers every member of it.
      if (JSON.stringify(store.audit.checkpoints()) !== checkpoints) return 'broken';
      return contentOf(store) === content ? 'same' : 'changed in silence';
    } finally {
      store.close();
    }
  } catch (error) {
    return hasCode(error, 'DATABASE_DAMAGED') || hasCode(error, 'HOME_UNWRITABLE') ? 'refused' : String(error);
  }
}

/** Damages that nobody could take for a home: refused, and the files are what they were. */
const REFUSED: readonly (readonly [string, (database: string) => void])[] = [
  ['no byte', (database) => truncateSync(database, 0)],
  ['one byte', (database) => truncateSync(database, 1)],
  ['half a header', (database) => truncateSync(database, 50)],
  ['the header alone', (database) => truncateSync(database, 100)],
  ['the first page alone', (database) => truncateSync(database, 4096)],
  ['one byte less', (database) => truncateSync(database, size - 1)],
  ['one page less', (database) => truncateSync(database, size - 4096)],
  ['half of it', (database) => truncateSync(database, size / 2)],
  ['a zeroed first page', (database) => writeFileSync(database, Buffer.alloc(4096), { flag: 'r+' })],
  ['zeros', (database) => writeFileSync(database, Buffer.alloc(size))],
  ['a picture', (database) => writeFileSync(database, Buffer.from('ffd8ffe000104a46494600010100', 'hex'))],
  ['a line of text', (database) => writeFileSync(database, 'SQLite format 4\0')],
  ['a database of another program', (database) => replaceBy(database, 'CREATE TABLE t (x); INSERT INTO t VALUES (1)')],
  ['an empty database of SQLite', (database) => replaceBy(database, 'PRAGMA user_version = 1')],
  ['our name and no table', (database) => replaceBy(database, 'PRAGMA application_id = 1145261387')],
  ['our name, our version, no table', (database) => replaceBy(database, OURS_WITHOUT_TABLES)],
  ['a newer version', (database) => run(database, 'PRAGMA user_version = 9999')],
  ['a negative version', (database) => run(database, 'PRAGMA user_version = -1')],
  ['the name of another program', (database) => run(database, 'PRAGMA application_id = 1')],
  ['a journal of somebody else', (database) => writeFileSync(`${database}-journal`, 'x')],
  ['only a -wal', (database) => renameSync(database, `${database}-wal`)],
];
const OURS_WITHOUT_TABLES = 'PRAGMA application_id = 1145261387; PRAGMA user_version = 1; CREATE TABLE t (x)';

function replaceBy(database: string, sql: string): void {
  rmSync(database);
  run(database, sql);
}

function run(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

describe('a damaged database', () => {
  it('is told from a whole one', () => {
    expect(outcomeOf(damagedHome(() => undefined))).toBe('same');
  });

  it.each(REFUSED)('is refused and kept with %s', (_name, damage) => {
    const folder = damagedHome(damage);
    const before = filesOf(folder);
    for (const createIfMissing of [true, false]) {
      expect(codeOf(() => openStore({ folder, createIfMissing }))).toBe('DATABASE_DAMAGED');
    }
    expect(filesOf(folder)).toEqual(before);
  });

  it('names a newer version as what it is', () => {
    const folder = damagedHome((database) => run(database, 'PRAGMA user_version = 99'));
    expect(() => open(folder)).toThrow(expect.objectContaining({ hint: expect.stringContaining('newest version') }));
  });

  it('with one flipped byte at the head of each page is refused, broken or reads as before, and is never made anew', () => {
    const outcomes = new Map<string, number>();
    for (let page = 0; page < size / 4096; page += 1) {
      const start = page * 4096 + (page === 0 ? 100 : 0);
      for (const offset of [0, 1, 3, 5, 8]) tally(outcomes, start + offset, 0xff);
    }
    expect([...outcomes.keys()].sort()).toEqual(expect.not.arrayContaining(['changed in silence', 'gone']));
    expect(new Set(['broken', 'refused', 'same'])).toEqual(new Set([...outcomes.keys(), 'broken', 'refused', 'same']));
    expect(outcomes.get('refused')).toBeGreaterThan(20);
  });

  it('with any of 400 flipped bits anywhere never reads differently without a word', () => {
    const outcomes = new Map<string, number>();
    let seed = 20261123;
    for (let at = 0; at < 400; at += 1) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      tally(outcomes, seed % size, 1 << (at % 8));
    }
    expect(new Set(['broken', 'refused', 'same'])).toEqual(new Set([...outcomes.keys(), 'broken', 'refused', 'same']));
  }, 200_000);

  function tally(outcomes: Map<string, number>, at: number, mask: number): void {
    const folder = damagedHome(flip(at, mask));
    const before = filesOf(folder);
    const outcome = outcomeOf(folder);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (outcome === 'refused') expect(filesOf(folder), String(at)).toEqual(before);
    rmSync(folder, { recursive: true });
  }
});

describe('a -wal', () => {
  /** A home whose process was killed: the last events are in the -wal only. */
  function crashedHome(): string {
    const folder = join(scratchFolder(), 'home');
    cpSync(template, folder, { recursive: true });
    const crashed = spawnSync(process.execPath, [child, folder, 'crash', '30'], { encoding: 'utf8' });
    expect(crashed.signal, crashed.stderr).toBe('SIGKILL');
    return folder;
  }

  it('of a crash is read, and its events are there', () => {
    const store = open(crashedHome());
    expect(store.audit.head()?.seq).toBe(70);
    expect(verifyChain(store.audit.all(), [], { evidenceKey: null }).ok).toBe(true);
    store.close();
  });

  it('that is gone is missed, and nothing is changed', () => {
    const folder = crashedHome();
    rmSync(join(folder, 'dcm-keys.db-wal'));
    const before = filesOf(folder);
    expect(codeOf(() => open(folder))).toBe('DATABASE_DAMAGED');
    expect(filesOf(folder)).toEqual(before);
  });

  it('survives a -shm of garbage', () => {
    const folder = crashedHome();
    writeFileSync(join(folder, 'dcm-keys.db-shm'), Buffer.alloc(32768, 0xa5));
    const store = open(folder);
    expect(store.audit.head()?.seq).toBe(70);
    store.close();
  });

  it('from another day is not taken for this day, and nothing is changed', () => {
    const yesterday = crashedHome();
    const folder = join(scratchFolder(), 'home');
    cpSync(yesterday, folder, { recursive: true });
    const store = open(folder);
    for (let at = 0; at < 200; at += 1) store.write(() => appendEvent(store, 'today'));
    store.close();
    cpSync(join(yesterday, 'dcm-keys.db-wal'), join(folder, 'dcm-keys.db-wal'));
    const before = filesOf(folder);
    expect(codeOf(() => open(folder))).toBe('DATABASE_DAMAGED');
    expect(filesOf(folder)).toEqual(before);
  });

  it('of another home is not taken for its own, and nothing is changed', () => {
    const other = crashedHome();
    const folder = join(scratchFolder(), 'home');
    const store = open(folder);
    fill(store, 90);
    store.close();
    mkdirSync(folder, { recursive: true });
    cpSync(join(other, 'dcm-keys.db-wal'), join(folder, 'dcm-keys.db-wal'));
    const before = filesOf(folder);
    expect(codeOf(() => open(folder))).toBe('DATABASE_DAMAGED');
    expect(filesOf(folder)).toEqual(before);
  });

  it('with any byte flipped gives a whole chain, shorter at worst, or is refused', () => {
    const crashed = crashedHome();
    const length = readFileSync(join(crashed, 'dcm-keys.db-wal')).length;
    const heads = new Set<number>();
    for (let at = 0; at < 60; at += 1) {
      const folder = join(scratchFolder(), 'home');
      cpSync(crashed, folder, { recursive: true });
      flip(Math.floor((length * at) / 60), 0x10)(join(folder, 'dcm-keys.db-wal'));
      const refusal = codeOf(() => {
        const store = open(folder);
        expect(verifyChain(store.audit.all(), [], { evidenceKey: null }).ok).toBe(true);
        heads.add(store.audit.head()?.seq ?? 0);
        store.close();
      });
      if (refusal !== null) expect(refusal).toBe('DATABASE_DAMAGED');
    }
    expect(Math.min(...heads)).toBeGreaterThanOrEqual(40);
  });
});
