import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../electron/adapters/sqlite/store.ts';
import { appendEvent, codeOf, contentOf, fill, keyRecord, open, removeScratch, scratchFolder } from './homes.ts';

afterAll(removeScratch);

function filled(): { folder: string; store: Store } {
  const folder = scratchFolder();
  const store = open(folder);
  fill(store);
  return { folder, store };
}

/** Edits a closed database by hand, the way a curious administrator would. */
function editByHand(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'dcm-keys.db'), { enableForeignKeyConstraints: false });
  database.exec(sql);
  database.close();
}

describe('records', () => {
  it('come back as they were put, after the home was closed and opened', () => {
    const { folder, store } = filled();
    const before = contentOf(store);
    store.close();
    const again = open(folder);
    expect(contentOf(again)).toBe(before);
    expect(again.keys.get('54321')).toEqual(keyRecord('54321'));
    again.close();
  });

  it('give null for what is not there', () => {
    const store = open(scratchFolder());
    expect(store.keys.get('x')).toBeNull();
    expect(store.environments.get('x')).toBeNull();
    expect(store.registrations.get('x', 'y')).toBeNull();
    expect(store.snapshots.get(1)).toBeNull();
    expect(store.snapshots.bytes(1)).toBeNull();
    expect(store.signed.byDigest('x')).toBeNull();
    expect(store.audit.head()).toBeNull();
    expect(store.facts.get('x')).toBeNull();
    expect(store.intents.get('x')).toBeNull();
    expect([...store.audit.all()]).toEqual([]);
    store.close();
  });

  it.each([
    ['case', 'Key-1', 'key-1'],
    ['composition', 'caf\u00e9', 'cafe\u0301'],
    ['a trailing blank', 'a', 'a '],
    ['a zero byte', 'a', 'a\0b'],
    ['a look-alike', 'kid', 'k\u0456d'],
    ['digits', '1', '01'],
    ['a number and its text', '1', '1.0'],
    ['a name of JavaScript', '__proto__', 'constructor'],
    ['SQL', "' OR 1=1--", "' OR 1=1 --"],
    ['256 bytes', 'x'.repeat(256), 'x'.repeat(255)],
  ])('keep kids apart that differ in %s', (_name, one, other) => {
    const store = open(scratchFolder());
    store.keys.insert(keyRecord(one));
    expect(store.keys.get(other)).toBeNull();
    store.keys.insert(keyRecord(other));
    expect(store.keys.get(one)?.kid).toBe(one);
    expect(store.keys.get(other)?.kid).toBe(other);
    store.close();
  });

  it('find no key under a kid that is not well-formed, though UTF-8 would turn it into one that exists', () => {
    const store = open(scratchFolder());
    store.keys.insert(keyRecord('a\ufffd'));
    expect(store.keys.get('a\ufffd')).not.toBeNull();
    expect(store.keys.get('a\ud800')).toBeNull();
    store.close();
  });

  it('refuse a second row under one name, each with its own code', () => {
    const { store } = filled();
    const stage = store.environments.get('stage');
    expect(codeOf(() => store.keys.insert(keyRecord('54321')))).toBe('KID_TAKEN');
    expect(stage && codeOf(() => store.environments.insert(stage))).toBe('ENVIRONMENT_EXISTS');
    store.close();
  });

  it('refuse to update what is not there', () => {
    const store = open(scratchFolder());
    expect(codeOf(() => store.keys.update(keyRecord('x')))).toBe('INTERNAL');
    store.close();
  });

  it('refuse what could not be read back', () => {
    const { store } = filled();
    const key = keyRecord('new');
    expect(codeOf(() => store.keys.insert({ ...key, bits: 1.5 }))).toBe('INTERNAL');
    expect(codeOf(() => store.keys.insert({ ...key, createdAt: 'today' }))).toBe('INTERNAL');
    expect(codeOf(() => store.keys.insert({ ...key, kid: 'x'.repeat(257) }))).toBe('INTERNAL');
    expect(store.keys.get('new')).toBeNull();
    store.close();
  });

  it('know registrations and signatures of our own keys only', () => {
    const { store } = filled();
    const known = store.registrations.get('stage', '54321');
    expect(known && codeOf(() => store.registrations.put({ ...known, kid: 'nobody' }))).toBe('INTERNAL');
    store.close();
  });

  it('change the row of a registration instead of adding one', () => {
    const { store } = filled();
    const known = store.registrations.get('stage', '54321');
    if (known === null) throw new Error('no registration');
    store.registrations.put({ ...known, state: 'listed', guid: 'g' });
    expect(store.registrations.list()).toEqual([{ ...known, state: 'listed', guid: 'g' }]);
    store.close();
  });

  it('record the same token twice, and the first one answers', () => {
    const { store } = filled();
    const first = store.signed.byDigest('dd');
    if (first === null) throw new Error('no record');
    store.write(() => store.signed.insert({ ...first, jti: null, auditSeq: appendEvent(store).seq }));
    expect(store.signed.byDigest('dd')).toEqual(first);
    expect(store.signed.countByKid('54321')).toBe(2);
    store.close();
  });

  it('never take a jti twice', () => {
    const { store } = filled();
    const first = store.signed.byDigest('dd');
    const again = () => first && store.write(() => store.signed.insert({ ...first, auditSeq: appendEvent(store).seq }));
    expect(codeOf(again)).toBe('INTERNAL');
    expect(store.signed.hasJti('j1')).toBe(true);
    expect(store.signed.hasJti('J1')).toBe(false);
    store.close();
  });

  it('give snapshots newest first, by the time they were taken', () => {
    const { store } = filled();
    const bytes = Buffer.from('x');
    const base = { env: 'e', source: 's', trust: 'file' as const, sha256: '00', kids: [], problem: null };
    const old = store.snapshots.insert({ ...base, takenAt: '2020-01-01T00:00:00.000Z' }, bytes);
    const fresh = store.snapshots.insert({ ...base, takenAt: '2030-01-01T00:00:00.000Z' }, bytes);
    expect(store.snapshots.list().map(({ id }) => id)).toEqual([fresh.id, 1, old.id]);
    expect(codeOf(() => store.snapshots.bytes(old.id))).toBe('DATABASE_DAMAGED');
    store.close();
  });

  it('page the trail newest first', () => {
    const { store } = filled();
    expect(store.audit.page(null, 2).map(({ seq }) => seq)).toEqual([3, 2]);
    expect(store.audit.page(2, 9).map(({ seq }) => seq)).toEqual([1]);
    store.close();
  });

  it.each([
    ['keys', "UPDATE keys SET state = 'compromised'"],
    ['keys', "UPDATE keys SET jwk = replace(jwk, 'AQAB', 'AQAC')"],
    ['keys', "UPDATE keys SET jwk = '{'"],
    ['keys', 'UPDATE keys SET bits = 9223372036854775807'],
    ['environments', "UPDATE environments SET base_url = 'https://evil.test'"],
    ['registrations', "UPDATE registrations SET state = 'listed'"],
    ['facts', "UPDATE facts SET value = 'def'"],
    ['intents', "UPDATE keychain_intents SET chunks = 9, phase = 'removing'"],
    ['snapshots', "UPDATE snapshots SET trust = 'signed'"],
    ['snapshots', "UPDATE snapshot_bytes SET bytes = CAST('{}' AS BLOB)"],
    ['signed', "UPDATE signed_tokens SET claims_json = '{ }'"],
    ['audit', "UPDATE audit_events SET event = replace(event, 'note', 'nott')"],
    ['audit', "UPDATE audit_events SET event = ' ' || event"],
    ['audit', "UPDATE audit_events SET event = 'null' WHERE seq = 3"],
    ['audit', "UPDATE audit_checkpoints SET at = 'now'"],
  ] as const)('of %s that were edited by hand are DATABASE_DAMAGED: %s', (_group, sql) => {
    const { folder, store } = filled();
    const before = contentOf(store);
    store.close();
    // The triggers go and come back, so that nothing but the row gives it away.
    const database = new DatabaseSync(join(folder, 'dcm-keys.db'));
    const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
    database.close();
    const drop = triggers.map(({ name }) => `DROP TRIGGER ${String(name)};`).join('');
    editByHand(folder, `${drop}${sql};${triggers.map((trigger) => `${String(trigger['sql'])};`).join('')}`);
    const again = open(folder);
    const outcome = codeOf(() => {
      if (contentOf(again) !== before) throw new Error('read as if nothing had happened');
    });
    // A changed note parses; its hash no longer fits, and verifying the chain says so.
    if (sql.includes('nott')) expect(outcome).toContain('read as if');
    else expect(outcome).toBe('DATABASE_DAMAGED');
    again.close();
  });

  it('are refused altogether when a trigger was dropped, a table added, or a schema edited', () => {
    for (const sql of [
      'DROP TRIGGER audit_events_no_delete',
      'CREATE TABLE extra (x)',
      'DROP INDEX signed_tokens_by_jti',
      'CREATE TRIGGER spy AFTER INSERT ON keys BEGIN SELECT 1; END',
    ]) {
      const { folder, store } = filled();
      store.close();
      editByHand(folder, sql);
      expect(
        codeOf(() => open(folder)),
        sql,
      ).toBe('DATABASE_DAMAGED');
    }
  });
});

describe('a transaction', () => {
  it('keeps all of it or nothing', () => {
    const { store } = filled();
    const before = contentOf(store);
    const work = () =>
      store.write(() => {
        store.keys.insert(keyRecord('half'));
        appendEvent(store);
        throw new Error('a fault between change and event');
      });
    expect(codeOf(work)).toContain('a fault');
    expect(contentOf(store)).toBe(before);
    store.write(() => appendEvent(store));
    store.close();
  });

  it('takes a change back when its event can not be appended', () => {
    const { store } = filled();
    const stale = store.audit.head();
    const work = () =>
      store.write(() => {
        store.keys.insert(keyRecord('unrecorded'));
        if (stale) store.audit.append(stale);
      });
    expect(codeOf(work)).toBe('AUDIT_BROKEN');
    expect(store.keys.get('unrecorded')).toBeNull();
    store.close();
  });

  it('gives back what the work gives', () => {
    const store = open(scratchFolder());
    expect(store.write(() => 7)).toBe(7);
    store.close();
  });

  it('is not begun inside another', () => {
    const store = open(scratchFolder());
    expect(codeOf(() => store.write(() => store.write(() => 1)))).toBe('INTERNAL');
    store.close();
  });

  it('does not wait for a promise, and keeps nothing of one', () => {
    const store = open(scratchFolder());
    const work = () => store.write(() => Promise.resolve(store.facts.set('a', 'b')));
    expect(codeOf(work)).toBe('INTERNAL');
    expect(store.facts.get('a')).toBeNull();
    store.close();
  });

  it('takes intents in, which are durable by themselves outside of one', () => {
    const folder = scratchFolder();
    const store = open(folder);
    store.intents.put({ id: 'a', generation: 1, chunks: 0, phase: 'writing' });
    const other = open(folder);
    expect(other.intents.get('a')?.phase).toBe('writing');
    const rolledBack = () =>
      store.write(() => {
        store.intents.put({ id: 'a', generation: 1, chunks: 1, phase: 'kept' });
        store.intents.delete('b');
        throw new Error('undo');
      });
    expect(codeOf(rolledBack)).toContain('undo');
    expect(other.intents.unfinished()).toEqual([{ id: 'a', generation: 1, chunks: 0, phase: 'writing' }]);
    store.intents.delete('a');
    expect(other.intents.get('a')).toBeNull();
    other.close();
    store.close();
  });

  it('waits for another writer, then says HOME_IN_USE and has changed nothing', () => {
    const folder = scratchFolder();
    const store = open(folder);
    const other = open(folder, { busyTimeoutMs: 100 });
    const from = performance.now();
    const outcome = store.write(() => codeOf(() => other.write(() => appendEvent(other))));
    expect(outcome).toBe('HOME_IN_USE');
    expect(performance.now() - from).toBeGreaterThan(90);
    expect(other.audit.head()).toBeNull();
    other.write(() => appendEvent(other));
    other.close();
    store.close();
  });
});
