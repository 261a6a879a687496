import type { BackupContent } from '../../shared/model/backup.ts';
import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { KeyCopy } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { withCopy } from '../domain/key-copy.ts';
import { isFirstOfKey } from '../domain/passport.ts';
import { shownSetId } from '../domain/share-set.ts';
import type { EvidenceKey } from './evidence-key.ts';

/** A set before its file exists. */
export type PlannedSet = Omit<BackupSet, 'fileSha256'>;

const MAX_WHERE = 1024;

/** All that this home knows of the keys of a set, so that a restored key is the same one: ids, states, lineage, its trail. */
export function backupContent(
  set: PlannedSet,
  records: readonly KeyRecord[],
  home: { readonly store: Store; readonly evidenceKey: EvidenceKey; readonly installId: string },
): BackupContent {
  const { store, evidenceKey, installId } = home;
  const head = store.audit.head();
  const envs = new Set(records.map(({ env }) => env));
  return {
    format: 'dcm-key-backup',
    version: 1,
    setId: set.id,
    threshold: set.threshold,
    shares: set.shares,
    madeAt: set.begunAt,
    isRehearsal: set.isRehearsal,
    from: {
      installId,
      head: { seq: head?.seq ?? 0, hash: head?.hash ?? '' },
      evidenceKey: evidenceKey.fingerprint() ?? '',
    },
    keys: records.map(({ keychainId: _id, possessionNonce: _nonce, possessionAskedAt: _asked, deleteFrom, ...key }) => {
      const born = store.audit.about(key.kid).find(isFirstOfKey);
      return { key, deleteFrom, born: born === undefined ? null : { seq: born.seq, hash: born.hash } };
    }),
    environments: store.environments.list().filter(({ name }) => envs.has(name)),
    registrations: store.registrations.list().filter(({ kid }) => set.kids.includes(kid)),
  };
}

/** The copies of a key with the set as one more. */
export function copiesWith(key: KeyRecord, set: PlannedSet, randomBytes: RandomBytes): KeyCopy[] {
  return withCopy(key.copies, { kind: 'backup', where: placeOfSet(set) }, { notedAt: set.begunAt, randomBytes }).copies;
}

/** The copies of a key with the place of a set as it is now: who has its shares, and where they lie. */
export function copiesMoved(copies: readonly KeyCopy[], set: PlannedSet): KeyCopy[] {
  return copies.map((copy) => (isCopyOfSet(copy, set.id) ? { ...copy, where: placeOfSet(set) } : copy));
}

/** Whether a copy that is not gone is the one that a set holds. */
export function isCopyOfSet({ kind, where, goneAt }: KeyCopy, setId: string): boolean {
  return kind === 'backup' && goneAt === null && where.startsWith(nameOfSet(setId));
}

function placeOfSet(set: PlannedSet): string {
  const people = set.custodians.map(({ name, place }) => (place === null ? name : `${name} (${place})`)).join('; ');
  const where = `${nameOfSet(set.id)}, ${String(set.threshold)} of ${String(set.shares)}: ${people}`;
  return where.slice(0, MAX_WHERE).toWellFormed();
}

function nameOfSet(setId: string): string {
  return `backup set ${shownSetId(setId)}`;
}
