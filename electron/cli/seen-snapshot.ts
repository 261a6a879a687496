import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Home } from '../services/home.ts';

/** A snapshot with the first and the last look at it. */
export interface SeenSnapshot extends Snapshot {
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** The snapshot as every command shows it: the same members, whichever command it was. */
export function seenSnapshot({ archive }: Home, snapshot: Snapshot): SeenSnapshot {
  const [first = snapshot.takenAt] = archive
    .sightings(snapshot.id)
    .map(({ firstAt }) => firstAt)
    .toSorted();
  return { ...snapshot, firstSeenAt: first, lastSeenAt: archive.get(snapshot.id).takenAt };
}
