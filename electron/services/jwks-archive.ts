import { createHash } from 'node:crypto';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { DcmApi } from '../adapters/http/dcm-api.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { type ReadKeySet, readKeySet } from '../domain/key-set.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';

/** A snapshot that was chosen to judge by. */
export interface ChosenSnapshot {
  readonly snapshot: Snapshot;
  readonly set: ReadKeySet;
  /** Taken after the judged instant, because there is none from before. */
  readonly isLater: boolean;
}

/** DCM's published keys as they were seen, one snapshot for each look. Nothing in it is ever changed. */
export interface JwksArchive {
  /** Newest first. */
  list(env?: string): readonly Snapshot[];
  /** @throws SNAPSHOT_NOT_FOUND */
  get(id: number): Snapshot;
  /** The exact bytes. @throws SNAPSHOT_NOT_FOUND */
  bytes(id: number): Buffer;
  /** Fetches DCM's JWKS now and keeps it. A set that breaks our rules is not kept for judging. @throws DCM_*, JWKS_REFUSED */
  fetch(env: string): Promise<Snapshot>;
  /** Keeps a set that was brought by file. `takenAt` is what the bringer says. @throws JWKS_REFUSED, ENVIRONMENT_UNKNOWN */
  import(
    env: string,
    file: { readonly bytes: Buffer; readonly source: string; readonly takenAt: string | null },
  ): Snapshot;
  /** The newest taken at or before the instant, else the earliest after it; `null` where there is none. */
  choose(env: string, instant: number): ChosenSnapshot | null;
  /** One snapshot, ready to judge by. @throws SNAPSHOT_NOT_FOUND */
  open(id: number): ChosenSnapshot;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly environments: Environments;
  readonly dcm: DcmApi;
  readonly clock: Clock;
}

/** Makes the archive of one home. */
export function createJwksArchive({ store, trail, environments, dcm, clock }: Dependencies): JwksArchive {
  function get(id: number): Snapshot {
    const snapshot = store.snapshots.get(id);
    if (snapshot !== null) return snapshot;
    throw new AppError('SNAPSHOT_NOT_FOUND', `there is no snapshot ${String(id)}`, {
      hint: 'dcm-keys snapshot list shows them',
    });
  }

  function bytes(id: number): Buffer {
    const found = store.snapshots.bytes(get(id).id);
    if (found !== null) return found;
    throw new AppError('DATABASE_DAMAGED', `the bytes of snapshot ${String(id)} are missing`, {
      hint: 'restore the home from a copy; nothing was changed',
    });
  }

  function open(id: number): ChosenSnapshot {
    const snapshot = get(id);
    const content = bytes(id);
    if (sha256(content) !== snapshot.sha256) {
      throw new AppError('DATABASE_DAMAGED', `the bytes of snapshot ${String(id)} are not those that were taken`, {
        hint: 'restore the home from a copy; do not judge by this one',
      });
    }
    return { snapshot, set: readKeySet('dcm', content), isLater: false };
  }

  function keep(
    snapshot: Omit<Snapshot, 'id'>,
    content: Buffer,
    type: 'snapshot.taken' | 'snapshot.imported',
  ): Snapshot {
    return store.write(() => {
      const kept = store.snapshots.insert(snapshot, content);
      trail.append(type, {
        id: kept.id,
        env: kept.env,
        sha256: kept.sha256,
        source: kept.source,
        takenAt: kept.takenAt,
      });
      return kept;
    });
  }

  return {
    list: (env) => store.snapshots.list().filter((one) => env === undefined || one.env === env),
    get,
    bytes,
    open,
    async fetch(env) {
      const answer = await dcm.fetchJwks(environments.get(env));
      const facts = {
        env,
        takenAt: new Date(clock.now()).toISOString(),
        source: answer.url,
        trust: 'fetched' as const,
      };
      let set: ReadKeySet;
      try {
        set = readKeySet('dcm', answer.bytes);
      } catch (error) {
        trail.note('snapshot.refused', { env, sha256: sha256(answer.bytes), source: answer.url });
        throw error;
      }
      return keep(
        { ...facts, sha256: sha256(answer.bytes), kids: [...set.keys.keys()], problem: null },
        answer.bytes,
        'snapshot.taken',
      );
    },
    import(env, { bytes: content, source, takenAt }) {
      environments.get(env);
      const set = readKeySet('dcm', content);
      return keep(
        {
          env,
          takenAt: takenAt ?? new Date(clock.now()).toISOString(),
          source,
          trust: 'file',
          sha256: sha256(content),
          kids: [...set.keys.keys()],
          problem: null,
        },
        content,
        'snapshot.imported',
      );
    },
    choose(env, instant) {
      const snapshots = store.snapshots.list().filter((one) => one.env === env);
      const before = newest(snapshots.filter((one) => Date.parse(one.takenAt) <= instant));
      if (before !== null) return open(before.id);
      const after = oldest(snapshots);
      return after === null ? null : { ...open(after.id), isLater: true };
    },
  };
}

function newest(snapshots: readonly Snapshot[]): Snapshot | null {
  return snapshots.reduce<Snapshot | null>((best, one) => (best === null || isAfter(one, best) ? one : best), null);
}

function oldest(snapshots: readonly Snapshot[]): Snapshot | null {
  return snapshots.reduce<Snapshot | null>((best, one) => (best === null || isAfter(best, one) ? one : best), null);
}

/** Of two taken in the same millisecond, the one that was kept last is the newer. */
function isAfter(one: Snapshot, other: Snapshot): boolean {
  const difference = Date.parse(one.takenAt) - Date.parse(other.takenAt);
  return difference > 0 || (difference === 0 && one.id > other.id);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
