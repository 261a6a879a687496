import type { JwksDiff, PublishedKey, Sighting, WatchSpan } from '../../shared/model/sighting.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { diffJwks, isEmptyDiff } from '../domain/jwks-diff.ts';
import { type Stretch, stretchAt, type StretchAt, stretchesOf } from '../domain/jwks-stretches.ts';
import { type Publication, publications, type PublishedSet, readPublishedSet } from '../domain/published-keys.ts';
import { type Gap, gapsInWatching } from '../domain/watch-gaps.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';

/** A change of what DCM publishes, seen at a look of ours. */
export interface ArchiveNews {
  readonly at: string;
  readonly fromSnapshot: number;
  readonly toSnapshot: number;
  readonly diff: JwksDiff;
}

/** What the archive of one environment tells, all at once. */
export interface ArchiveReport {
  readonly keys: readonly PublishedKey[];
  readonly sightings: readonly Sighting[];
  readonly watched: readonly WatchSpan[];
  readonly notWatched: readonly Gap[];
  readonly news: readonly ArchiveNews[];
}

/** What the kept sets tell over time. Reads only, but for acknowledging. */
export interface ArchiveHistory {
  /** Everything that was seen, oldest first. */
  stretches(env: string): readonly Stretch[];
  /** What was published at an instant, as far as it was seen; `null` where no good set is held. */
  at(env: string, instant: number): StretchAt | null;
  publications(env: string): readonly Publication[];
  /** The keys of one kept set. */
  setOf(snapshotId: number): PublishedSet;
  diff(from: number, to: number): JwksDiff;
  /** Changes that nobody has acknowledged, newest first. */
  news(env: string): readonly ArchiveNews[];
  /** Since when the set that DCM gives breaks our rules; `null`: the last one was good. */
  refusedSince(env: string): string | null;
  /** @throws ENVIRONMENT_UNKNOWN */
  acknowledge(env: string): void;
  /** @throws ENVIRONMENT_UNKNOWN */
  read(env: string): ArchiveReport;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly environments: Environments;
  readonly clock: Clock;
}

/** Makes the history of one home's archive. */
export function createArchiveHistory({ store, trail, environments, clock }: Dependencies): ArchiveHistory {
  const acknowledgedFact = (env: string) => `archive-acknowledged:${env}`;

  function stretches(env: string): readonly Stretch[] {
    const snapshots = store.snapshots.list().filter((one) => one.env === env);
    return stretchesOf(snapshots, store.sightings.list(env), store.watchSpans.list(env));
  }

  function setOf(snapshotId: number): PublishedSet {
    const bytes = store.snapshots.bytes(snapshotId);
    return bytes === null ? new Map() : readPublishedSet(bytes);
  }

  /** Each set is read once for one question. */
  function readingOnce(): (snapshotId: number) => PublishedSet {
    const read = new Map<number, PublishedSet>();
    return (id) => {
      const set = read.get(id) ?? setOf(id);
      read.set(id, set);
      return set;
    };
  }

  function news(env: string): readonly ArchiveNews[] {
    const known = store.facts.get(acknowledgedFact(env));
    const since = known === null ? Number.NEGATIVE_INFINITY : Date.parse(known);
    const good = stretches(env).filter(({ isBad }) => !isBad);
    const set = readingOnce();
    const found: ArchiveNews[] = [];
    for (const [index, { snapshotId, from, trust }] of good.entries()) {
      const before = good[index - 1];
      // What an officer brought by file or bundle is no news to the officers; what DCM then shows instead, is.
      if (before === undefined || from <= since || trust !== 'fetched' || before.snapshotId === snapshotId) continue;
      const diff = diffJwks(set(before.snapshotId), set(snapshotId));
      if (isEmptyDiff(diff)) continue;
      found.push({ at: isoOf(from), fromSnapshot: before.snapshotId, toSnapshot: snapshotId, diff });
    }
    return found.toReversed();
  }

  return {
    stretches,
    at: (env, instant) => stretchAt(stretches(env), instant),
    publications: (env) => publications(stretches(env), readingOnce()),
    setOf,
    diff: (from, to) => diffJwks(setOf(from), setOf(to)),
    news,
    refusedSince(env) {
      const looks = stretches(env).filter(({ trust }) => trust === 'fetched');
      const lastGood = looks.findLastIndex(({ isBad }) => !isBad);
      const firstBad = looks[lastGood + 1];
      return firstBad === undefined ? null : isoOf(firstBad.from);
    },
    acknowledge(env) {
      environments.get(env);
      store.write(() => {
        const unseen = news(env);
        const [newest] = unseen;
        if (newest === undefined) return;
        store.facts.set(acknowledgedFact(env), isoOf(Math.max(clock.now(), Date.parse(newest.at))));
        const kids = unseen.flatMap(({ diff }) => [...diff.added, ...diff.removed, ...diff.changed]);
        trail.append('archive.news-acknowledged', { env, snapshot: newest.toSnapshot, kids: [...new Set(kids)] });
      });
    },
    read(env) {
      environments.get(env);
      const seen = stretches(env);
      const watched = store.watchSpans.list(env);
      const firstLook = seen.find(({ trust }) => trust === 'fetched')?.from ?? null;
      const keys = publications(seen, readingOnce()).map(({ kid, thumbprint, spans, isListedNow }): PublishedKey => ({
        kid,
        thumbprint,
        spans: spans.map(({ from, to }) => ({ from: isoOf(from), to: isoOf(to) })),
        isListedNow,
        distrustedSince: store.distrusts.get(env, kid)?.since ?? null,
      }));
      return {
        keys,
        sightings: store.sightings.list(env),
        watched,
        notWatched: gapsInWatching(watched, firstLook, clock.now()),
        news: news(env),
      };
    },
  };
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
