import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type OpenStoreOptions } from '../../../electron/adapters/sqlite/database.ts';
import type { KeyRecord, Store } from '../../../electron/adapters/sqlite/store.ts';
import { nextEvent } from '../../../electron/domain/audit-chain.ts';
import { AppError } from '../../../electron/domain/errors.ts';
import type { AuditEvent } from '../../../shared/model/audit-event.ts';
import { NO_LATER_FACTS } from '../../../shared/model/key.ts';

const scratch: string[] = [];

/** A new empty folder, removed by `removeScratch`. */
export function scratchFolder(base: string = tmpdir()): string {
  const folder = mkdtempSync(join(base, 'dcm-sqlite-test-'));
  scratch.push(folder);
  return folder;
}

export function removeScratch(): void {
  for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Opens a home that must be there or be made. */
export function open(folder: string, options: Omit<OpenStoreOptions, 'folder'> = {}): Store {
  const store = openStore({ folder, ...options });
  if (store === null) throw new Error('no home');
  return store;
}

/** The code of what is thrown, `null` if nothing is. */
export function codeOf(work: () => unknown): string | null {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : `not ours: ${String(error)}`;
  }
  return null;
}

/** Adds one event, inside a transaction of the caller. */
export function appendEvent(store: Pick<Store, 'audit'>, note = 'x'): AuditEvent {
  const head = store.audit.head();
  const event = nextEvent(head, {
    at: '2026-11-23T20:00:00.000Z',
    monotonicMs: 1,
    actor: { osUser: 'olena', host: 'hsm-1', door: 'terminal', name: null, verifiedBy: 'not verified' },
    type: head === null ? 'home.created' : 'token.judged',
    payload: { note },
    policySha256: 'ab'.repeat(32),
  });
  store.audit.append(event);
  return event;
}

export function keyRecord(kid: string): KeyRecord {
  return {
    kid,
    alg: 'RS256',
    bits: 3072,
    thumbprint: 'thumb',
    state: 'active',
    label: 'Підпис',
    env: 'stage',
    createdAt: '2026-11-23T20:00:00.000Z',
    expiresAt: null,
    custody: 'here',
    origin: 'generated',
    keychain: 'os',
    compromisedSince: null,
    compromisedAt: null,
    deleteDueAt: null,
    jwk: { kty: 'RSA', kid, alg: 'RS256', use: 'sig', n: 'AQAB', e: 'AQAB' },
    keychainId: 'k1',
    deleteFrom: null,
    possessionNonce: null,
    possessionAskedAt: null,
    ...NO_LATER_FACTS,
  };
}

/** Puts at least one row into every table. */
export function fill(store: Store, events = 3): void {
  store.write(() => {
    for (let at = 0; at < events; at += 1) appendEvent(store, String(at));
    const head = store.audit.head();
    if (head === null) throw new Error('no head');
    const { seq, hash, at } = head;
    store.audit.appendCheckpoint({ seq, hash, at, signer: 'fp', signature: 'c2ln' });
    store.facts.set('install-id', 'abc');
    store.environments.insert({
      name: 'stage',
      baseUrl: 'https://dcm.example',
      counterpartyGuid: 'guid',
      kind: 'stage',
      ca: null,
    });
    store.keys.insert(keyRecord('54321'));
    store.registrations.put({
      env: 'stage',
      kid: '54321',
      thumbprint: 'thumb',
      guid: null,
      state: 'sent',
      requestSha256: 'aa',
      responseSha256: null,
      updatedAt: at,
      idempotencyKey: 'idem',
    });
    const bytes = Buffer.from('{"keys":[]}');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    store.snapshots.insert(
      { env: 'stage', takenAt: at, source: 'file', trust: 'file', sha256, kids: ['a'], problem: null },
      bytes,
    );
    store.signed.insert({
      tokenSha256: 'dd',
      kid: '54321',
      env: 'stage',
      jti: 'j1',
      claimsJson: '{}',
      signedAt: at,
      expiresAt: null,
      auditSeq: seq,
    });
    store.intents.put({ id: 'k1', generation: 1, chunks: 2, phase: 'writing' });
  });
}

/** Everything that a store says, as one text: two stores that say the same hold the same. */
export function contentOf(store: Store): string {
  return JSON.stringify([
    [...store.audit.all()],
    store.audit.head(),
    store.audit.page(null, 5),
    store.audit.checkpoints(),
    store.facts.get('install-id'),
    store.environments.list(),
    store.environments.get('stage'),
    store.keys.list(),
    store.keys.get('54321'),
    store.registrations.list(),
    store.registrations.get('stage', '54321'),
    store.snapshots.list(),
    store.snapshots.bytes(1)?.toString('hex'),
    store.signed.byDigest('dd'),
    store.signed.hasJti('j1'),
    store.signed.countByKid('54321'),
    store.intents.get('k1'),
    store.intents.unfinished(),
  ]);
}

/** SHA-256 of the database and its -wal; the -shm is only an index that SQLite makes anew. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => !name.endsWith('-shm'));
  return Object.fromEntries(
    names
      .map((name): [string, string] => {
        return [
          name,
          createHash('sha256')
            .update(readFileSync(join(folder, name)))
            .digest('hex'),
        ];
      })
      // SQLite may leave an empty -wal where it looked: that holds nothing.
      .filter(([, digest]) => digest !== 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
  );
}
