import type { JwksDiff } from '../../shared/model/sighting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { stretchAt } from '../domain/jwks-stretches.ts';
import { WATCH_GAP_MS } from '../domain/watch-gaps.ts';
import type { ArchiveHistory } from './archive-history.ts';

/** What recording one look came to. */
export interface RecordedLook {
  /** With the time, source and trust of this look. */
  readonly snapshot: Snapshot;
  /** The set was never seen in this environment. */
  readonly isNew: boolean;
  /** Another set than at the look before, or the first look. */
  readonly isAnother: boolean;
  /** Against the last good set before; `null` where there is none, or this one is bad. */
  readonly diff: JwksDiff | null;
}

/** Writes down that a set was seen. */
export interface Sightings {
  /** Only inside `store.write`: what was seen before is read here, so that two processes cannot both be the first. */
  record(seen: Omit<Snapshot, 'id'>, bytes: Buffer, certificateSha256: string | null): RecordedLook;
}

/** Makes the writer of sightings. */
export function createSightings({
  store,
  history,
}: {
  readonly store: Store;
  readonly history: ArchiveHistory;
}): Sightings {
  /** The stretch goes on where nothing has changed but the time. */
  function extendOrInsert(snapshotId: number, seen: Omit<Snapshot, 'id'>, certificateSha256: string | null): void {
    const { env, takenAt: at, source, trust } = seen;
    const last = store.sightings.list(env).at(-1);
    const isSame =
      last?.snapshotId === snapshotId &&
      last.source === source &&
      last.trust === trust &&
      last.certificateSha256 === certificateSha256;
    if (isSame && Date.parse(at) >= Date.parse(last.lastAt)) store.sightings.extend(last, at);
    else store.sightings.insert({ snapshotId, env, firstAt: at, lastAt: at, source, trust, certificateSha256 });
  }

  function noteWatching(env: string, at: string): void {
    const last = store.watchSpans.list(env).at(-1);
    const gapMs = last === undefined ? Number.POSITIVE_INFINITY : Date.parse(at) - Date.parse(last.to);
    // A clock that was set back begins anew: nobody can say how long that gap was.
    if (last !== undefined && gapMs >= 0 && gapMs <= WATCH_GAP_MS) store.watchSpans.extend(last, at);
    else store.watchSpans.insert({ env, from: at, to: at });
  }

  return {
    record(seen, bytes, certificateSha256) {
      const { env, takenAt, source, trust } = seen;
      const stretches = history.stretches(env);
      const before = stretchAt(stretches, Date.parse(takenAt));
      const last = stretches.findLast(({ from }) => from <= Date.parse(takenAt));
      const known = store.snapshots.byContent(env, seen.sha256);
      const kept = known ?? store.snapshots.insert(seen, bytes);
      extendOrInsert(kept.id, seen, certificateSha256);
      if (trust === 'fetched') noteWatching(env, takenAt);
      const hasBase = before !== null && !before.isLater && seen.problem === null;
      return {
        snapshot: { ...kept, takenAt, source, trust },
        isNew: known === null,
        isAnother: last?.snapshotId !== kept.id,
        diff: hasBase ? history.diff(before.stretch.snapshotId, kept.id) : null,
      };
    },
  };
}
