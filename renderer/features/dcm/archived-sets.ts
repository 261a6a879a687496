import type { Sighting } from '../../../shared/model/sighting.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';

/** One kept set with every stretch of time in which it was seen. */
export interface ArchivedSet {
  readonly snapshot: Snapshot;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Newest first. */
  readonly looks: readonly Sighting[];
  readonly standing: 'newest' | 'kept' | 'refused';
}

/** The sets of one environment, the last seen first. */
export function archivedSets(
  env: string,
  snapshots: readonly Snapshot[],
  sightings: readonly Sighting[],
): readonly ArchivedSet[] {
  const sets = snapshots
    .filter((one) => one.env === env)
    .map((snapshot) => {
      const looks = sightings
        .filter(({ snapshotId }) => snapshotId === snapshot.id)
        .toSorted((one, other) => Date.parse(other.lastAt) - Date.parse(one.lastAt));
      const firstAt = looks.length === 0 ? snapshot.takenAt : earliest(looks.map((look) => look.firstAt));
      return { snapshot, firstAt, lastAt: looks[0]?.lastAt ?? snapshot.takenAt, looks };
    })
    .toSorted((one, other) => Date.parse(other.lastAt) - Date.parse(one.lastAt) || other.snapshot.id - one.snapshot.id);
  const newest = sets.find(({ snapshot }) => snapshot.problem === null);
  return sets.map((set) => ({
    ...set,
    standing: set.snapshot.problem !== null ? 'refused' : set === newest ? 'newest' : 'kept',
  }));
}

/** The good set that was seen before this one. */
export function setBefore(sets: readonly ArchivedSet[], { snapshot, firstAt }: ArchivedSet): ArchivedSet | null {
  const before = sets.filter((one) => one.standing !== 'refused' && Date.parse(one.firstAt) < Date.parse(firstAt));
  const [last] = before.toSorted((one, other) => Date.parse(other.firstAt) - Date.parse(one.firstAt));
  return last === undefined || last.snapshot.id === snapshot.id ? null : last;
}

function earliest(instants: readonly string[]): string {
  return new Date(Math.min(...instants.map((one) => Date.parse(one)))).toISOString();
}
