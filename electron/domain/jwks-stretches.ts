import type { Sighting, WatchSpan } from '../../shared/model/sighting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';

/** A stretch of time in which one set was DCM's, as far as somebody looked. Times are milliseconds since 1970. */
export interface Stretch {
  readonly snapshotId: number;
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly trust: Snapshot['trust'];
  /** The set breaks our rules: it is evidence, and never chosen by itself. */
  readonly isBad: boolean;
}

/** The stretch that tells what was published at an instant. */
export interface StretchAt {
  readonly stretch: Stretch;
  /** The newest look at that set which is known to be at or before the instant; the earliest look, where it is later. */
  readonly seenAt: number;
  /** Every look was after the instant. */
  readonly isLater: boolean;
}

/**
 * Everything that was seen in one environment, oldest first. A snapshot without a sighting was seen once, when it was
 * taken. Where a look at another set lies inside a stretch, and the app was not watching then, the stretch falls into
 * the two looks at its ends: what was published between them, the other look tells.
 */
export function stretchesOf(
  snapshots: readonly Snapshot[],
  sightings: readonly Sighting[],
  watched: readonly WatchSpan[],
): readonly Stretch[] {
  const bad = new Set(snapshots.filter(({ problem }) => problem !== null).map(({ id }) => id));
  const seen = new Set(sightings.map(({ snapshotId }) => snapshotId));
  const unseen = snapshots.filter(({ id }) => !seen.has(id));
  const all: Stretch[] = [
    ...sightings.map(({ snapshotId, firstAt, lastAt, source, trust }) => {
      const times = { from: Date.parse(firstAt), to: Date.parse(lastAt) };
      return { snapshotId, ...times, source, trust, isBad: bad.has(snapshotId) };
    }),
    ...unseen.map(({ id, takenAt, source, trust }) => {
      const at = Date.parse(takenAt);
      return { snapshotId: id, from: at, to: at, source, trust, isBad: bad.has(id) };
    }),
  ];
  const spans = watched.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  const isWatched = (at: number) => spans.some(({ from, to }) => from <= at && at <= to);
  const isContested = (one: Stretch) =>
    one.from < one.to &&
    all.some(
      (other) =>
        other.snapshotId !== one.snapshotId &&
        [other.from, other.to].some((at) => one.from < at && at < one.to && !isWatched(at)),
    );
  return all
    .flatMap((one) =>
      isContested(one)
        ? [
            { ...one, to: one.from },
            { ...one, from: one.to },
          ]
        : [one],
    )
    .toSorted(byTime);
}

/** By their beginnings; of two at once, the one that is vouched for less stands first, then the one kept first. */
function byTime(one: Stretch, other: Stretch): number {
  return one.from - other.from || rank(one) - rank(other) || one.snapshotId - other.snapshotId;
}

function rank({ trust }: Stretch): number {
  return trust === 'file' ? 0 : 1;
}

/** How well a stretch tells of an instant: by its newest time up to then, and of two the same by who vouches for it. */
function speaksFor(one: Stretch, instant: number): number {
  return Math.min(one.to, instant) + rank(one) / 2;
}

/** What was published at an instant: the newest look at or before it, else the earliest after it. Bad sets are passed over. */
export function stretchAt(stretches: readonly Stretch[], instant: number): StretchAt | null {
  const good = stretches.filter(({ isBad }) => !isBad);
  let newest: Stretch | null = null;
  for (const one of good) {
    if (one.from > instant) break;
    if (newest === null || speaksFor(one, instant) >= speaksFor(newest, instant)) newest = one;
  }
  if (newest !== null) {
    return { stretch: newest, seenAt: newest.to <= instant ? newest.to : newest.from, isLater: false };
  }
  const [first] = good;
  return first === undefined ? null : { stretch: first, seenAt: first.from, isLater: true };
}
