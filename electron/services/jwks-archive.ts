import { createHash } from 'node:crypto';
import type { JwksDiff, Sighting } from '../../shared/model/sighting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { DcmApi } from '../adapters/http/dcm-api.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { isBundle } from '../domain/bundle.ts';
import { AppError, hasCode } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { isKeySet, type ReadKeySet, readKeySet } from '../domain/key-set.ts';
import { readPublishedSet } from '../domain/published-keys.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';
import { createSightings } from './sightings.ts';

/** A snapshot that was chosen to judge by. Its time, source and trust are those of the look that speaks for it. */
export interface ChosenSnapshot {
  readonly snapshot: Snapshot;
  readonly set: ReadKeySet;
  /** Seen after the judged instant only, because there is none from before. */
  readonly isLater: boolean;
}

/** A set that was brought, and not fetched. */
export interface BroughtSet {
  readonly bytes: Buffer;
  readonly source: string;
  /** When the bringer says that it was taken; `null`: now. */
  readonly takenAt: string | null;
  /** The signed bundle that it came in. */
  readonly bundle?: {
    readonly signer: string;
    readonly sha256: string;
    /** Its maker is trusted here, and vouches for the set. */
    readonly isTrusted: boolean;
    /** Since when its maker saw this set; counts only where he is trusted. */
    readonly firstSeenAt: string;
  };
}

/** What came of one look at DCM's set. */
export interface Look {
  /** With the time of this look. */
  readonly snapshot: Snapshot;
  /** Why the set is refused; it is kept as evidence, and the last good one stays in use. */
  readonly refusal: AppError | null;
  /** Another set than at the look before. */
  readonly isAnother: boolean;
  /** Against the last good set before this look; `null` where there is none, or this one is refused. */
  readonly diff: JwksDiff | null;
}

/** DCM's published keys as they were seen: each set once, and when it was seen. Nothing that was seen is ever changed. */
export interface JwksArchive {
  /** Each set with its newest look, newest first; bad ones too. */
  list(env?: string): readonly Snapshot[];
  /** @throws SNAPSHOT_NOT_FOUND */
  get(id: number): Snapshot;
  /** The exact bytes. @throws SNAPSHOT_NOT_FOUND */
  bytes(id: number): Buffer;
  /** The stretches of time in which it was seen, oldest first. @throws SNAPSHOT_NOT_FOUND */
  sightings(id: number): readonly Sighting[];
  /**
   * Fetches DCM's JWKS now and keeps what was seen. `isQuiet`: nothing new is no event. An answer that is no set at all is
   * DCM_ANSWER_REFUSED and not kept. @throws DCM_*, ENVIRONMENT_UNKNOWN
   */
  look(env: string, how: { readonly isQuiet: boolean }): Promise<Look>;
  /** The same, for who wants a set to judge by. @throws DCM_*, JWKS_REFUSED (kept all the same, as evidence) */
  fetch(env: string): Promise<Snapshot>;
  /** Keeps a set that was brought. @throws JWKS_REFUSED, ENVIRONMENT_UNKNOWN, INPUT_INVALID */
  import(env: string, brought: BroughtSet): Snapshot;
  /** The newest good set seen at or before the instant, else the earliest after it; `null` where there is none. */
  choose(env: string, instant: number): ChosenSnapshot | null;
  /** One snapshot, good or bad, ready to judge by. @throws SNAPSHOT_NOT_FOUND, JWKS_REFUSED where it cannot be read at all */
  open(id: number): ChosenSnapshot;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly environments: Environments;
  readonly history: ArchiveHistory;
  readonly dcm: Pick<DcmApi, 'fetchJwks'>;
  readonly clock: Clock;
}

/** Makes the archive of one home. */
export function createJwksArchive({ store, trail, environments, history, dcm, clock }: Dependencies): JwksArchive {
  const sightings = createSightings({ store, history });

  function row(id: number): Snapshot {
    const snapshot = store.snapshots.get(id);
    if (snapshot !== null) return snapshot;
    throw new AppError('SNAPSHOT_NOT_FOUND', `there is no snapshot ${String(id)}`, {
      hint: 'dcm-keys snapshot list shows them',
    });
  }

  function bytes(id: number): Buffer {
    const found = store.snapshots.bytes(row(id).id);
    if (found !== null) return found;
    throw new AppError('DATABASE_DAMAGED', `the bytes of snapshot ${String(id)} are missing`, {
      hint: 'restore the home from a copy; nothing was changed',
    });
  }

  /** Rules may have become stricter since a set was kept: its good keys can be judged by all the same. */
  function read(id: number): ReadKeySet {
    return readKeySet('dcm', bytes(id), { isTolerant: true });
  }

  function list(env?: string): readonly Snapshot[] {
    const rows = store.snapshots.list().filter((one) => env === undefined || one.env === env);
    const seen = new Map([...new Set(rows.map((one) => one.env))].map((name) => [name, history.stretches(name)]));
    return rows
      .map((one) => withLook(one, seen.get(one.env)?.filter(({ snapshotId }) => snapshotId === one.id) ?? []))
      .toSorted((one, other) => Date.parse(other.takenAt) - Date.parse(one.takenAt) || other.id - one.id);
  }

  function get(id: number): Snapshot {
    const known = row(id);
    return list(known.env).find((one) => one.id === id) ?? known;
  }

  async function look(env: string, { isQuiet }: { readonly isQuiet: boolean }): Promise<Look> {
    const answer = await dcm.fetchJwks(environments.get(env));
    const { refusal, kids } = judgeSet(answer.bytes);
    if (!isKeySet(answer.bytes)) throw noSet(answer.url, refusal);
    const seen = {
      env,
      takenAt: isoOf(clock.now()),
      source: answer.url,
      trust: 'fetched' as const,
      sha256: sha256(answer.bytes),
      kids: [...kids],
      problem: refusal?.message ?? null,
    };
    return store.write(() => {
      const kept = sightings.record(seen, answer.bytes, answer.certificateSha256);
      const { snapshot, isNew, isAnother } = kept;
      if (isAnother || !isQuiet) {
        const { id, sha256: digest, source, takenAt } = snapshot;
        const type = refusal !== null ? 'snapshot.refused' : isNew ? 'snapshot.taken' : 'snapshot.seen';
        trail.append(type, { id, env, sha256: digest, source, takenAt });
      }
      return { ...kept, refusal: refusal === null ? null : keptAsEvidence(refusal, snapshot.id) };
    });
  }

  return {
    list,
    get,
    bytes,
    sightings: (id) => store.sightings.list(row(id).env).filter(({ snapshotId }) => snapshotId === id),
    look,
    async fetch(env) {
      const { snapshot, refusal } = await look(env, { isQuiet: false });
      if (refusal !== null) throw refusal;
      return snapshot;
    },
    import(env, { bytes: content, source, takenAt, bundle }) {
      requireFreeText(source);
      environments.get(env);
      if (isBundle(content)) throw isBundleItself();
      const set = readKeySet('dcm', content);
      const now = clock.now();
      if (takenAt !== null && Date.parse(takenAt) > now) {
        throw new AppError('INPUT_INVALID', 'a set cannot have been taken at a time to come', {
          hint: 'check the date and its zone, and the clock of this computer',
        });
      }
      const sha = sha256(content);
      const trust = bundle?.isTrusted === true ? ('signed' as const) : ('file' as const);
      const kids = [...set.keys.keys()];
      const seen = { env, takenAt: takenAt ?? isoOf(now), source, trust, sha256: sha, kids, problem: null };
      return store.write(() => {
        if (bundle?.isTrusted === true) sightings.record({ ...seen, takenAt: bundle.firstSeenAt }, content, null);
        const { snapshot } = sightings.record(seen, content, null);
        const about = { id: snapshot.id, env, sha256: sha, source, takenAt: seen.takenAt };
        const by = bundle && { trust, signer: bundle.signer, bundleSha256: bundle.sha256 };
        trail.append('snapshot.imported', { ...about, ...by });
        return snapshot;
      });
    },
    choose(env, instant) {
      const found = history.at(env, instant);
      if (found === null) return null;
      const { stretch, seenAt, isLater } = found;
      const { snapshotId, source, trust } = stretch;
      const snapshot = { ...row(snapshotId), takenAt: isoOf(seenAt), source, trust };
      return { snapshot, set: read(snapshotId), isLater };
    },
    open: (id) => ({ snapshot: get(id), set: read(id), isLater: false }),
  };
}

/** A snapshot as its newest look shows it. */
function withLook(
  snapshot: Snapshot,
  looks: readonly { readonly to: number; readonly source: string; readonly trust: Snapshot['trust'] }[],
): Snapshot {
  const newest = looks.toSorted((one, other) => one.to - other.to).at(-1);
  if (newest === undefined) return snapshot;
  return { ...snapshot, takenAt: isoOf(newest.to), source: newest.source, trust: newest.trust };
}

/** Whether a set that DCM gave keeps our rules, and the kids that can be read in it. */
function judgeSet(content: Buffer): { readonly refusal: AppError | null; readonly kids: readonly string[] } {
  try {
    return { refusal: null, kids: [...readKeySet('dcm', content).keys.keys()] };
  } catch (error) {
    if (!hasCode(error, 'JWKS_REFUSED')) throw error;
    return { refusal: error, kids: [...readPublishedSet(content).keys()] };
  }
}

/** Not a bad set, but none: an answer that went wrong, and evidence of nothing. */
function noSet(url: string, cause: AppError | null): AppError {
  return new AppError('DCM_ANSWER_REFUSED', `${url} answered with no set of keys`, {
    hint: 'nothing was kept, the last good set stays in use; check the base URL, and ask DCM',
    cause,
  });
}

function isBundleItself(): AppError {
  return new AppError('JWKS_REFUSED', 'this is a signed bundle, and no bare set', {
    hint: 'dcm-keys bundle import F --env NAME checks its signature and keeps the set in it',
  });
}

function keptAsEvidence(refusal: AppError, id: number): AppError {
  return new AppError('JWKS_REFUSED', refusal.message, {
    hint: `it is kept as snapshot ${String(id)}, the last good one stays in use; tell DCM, and check the base URL`,
    cause: refusal,
  });
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
