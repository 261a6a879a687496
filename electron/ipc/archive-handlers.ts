import type { archiveContract } from '../../shared/ipc/archive-contract.ts';
import { shownSet } from '../domain/shown-set.ts';
import { WATCH_EVERY_MS } from '../domain/watch-gaps.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about the keys that DCM publishes and published. */
export function createArchiveHandlers({
  home,
  watch,
  changing,
}: Services): Pick<Handlers, keyof typeof archiveContract> {
  return {
    'snapshot.read': ({ id }) => ({
      snapshot: home.archive.get(id),
      text: shownSet(home.archive.bytes(id)),
      sightings: [...home.archive.sightings(id)],
    }),
    'snapshot.diff': ({ from, to }) => home.archiveHistory.diff(home.archive.get(from).id, home.archive.get(to).id),
    'archive.read': ({ env }) => {
      const { keys, sightings, watched, notWatched, news } = home.archiveHistory.read(env);
      return {
        keys: [...keys],
        sightings: [...sightings],
        watched: [...watched],
        notWatched: [...notWatched],
        isWatching: watch.isWatching(env),
        everySeconds: WATCH_EVERY_MS / 1000,
        news: [...news],
      };
    },
    'archive.acknowledge': ({ env }) => {
      home.archiveHistory.acknowledge(env);
      return changing({ done: true } as const);
    },
    'distrust.list': () => [...home.distrustedKeys.list(), ...home.distrustedKeys.lifted()],
    'distrust.add': (distrust) => changing(home.distrustedKeys.add(distrust)),
    'distrust.lift': (lifting) => changing(home.distrustedKeys.lift(lifting)),
  };
}
