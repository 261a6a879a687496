import type { Output } from '../../shared/ipc/contract.ts';
import { gapsInWatching } from '../domain/watch-gaps.ts';
import type { Home } from './home.ts';

type Item = Output<'overview.read'>['items'][number];

const UNWATCHED_AFTER_MS = 86_400_000;
/** From then on the set itself is old, which is an item of its own. */
const OLD_AFTER_MS = 7 * UNWATCHED_AFTER_MS;

/** What is to be done about the keys of one DCM: news, a set that breaks the rules, nobody looked, a stolen key still published. */
export function archiveItems({ archiveHistory, distrustedKeys, store }: Home, env: string, now: number): Item[] {
  const [newest] = archiveHistory.news(env);
  const refusedSince = archiveHistory.refusedSince(env);
  const firstLook = archiveHistory.stretches(env).find(({ trust }) => trust === 'fetched')?.from ?? null;
  const gap = gapsInWatching(store.watchSpans.list(env), firstLook, now).at(-1);
  const unwatchedMs = gap?.to === null ? now - Date.parse(gap.from) : 0;
  const distrusted = distrustedKeys.list(env);
  const listed = distrusted.length === 0 ? [] : archiveHistory.publications(env).filter((one) => one.isListedNow);
  const item = (id: Item['id'], urgency: Item['urgency'], at: string, kid: string | null = null): Item => ({
    id,
    urgency,
    env,
    kid,
    at,
  });
  return [
    ...distrusted
      .filter(({ kid }) => listed.some((one) => one.kid === kid))
      .map(({ kid, since }) => item('distrusted-listed', 'now', since, kid)),
    ...(newest === undefined ? [] : [item('jwks-changed', 'now', newest.at)]),
    ...(refusedSince === null ? [] : [item('jwks-refused', 'now', refusedSince)]),
    ...(gap !== undefined && unwatchedMs > UNWATCHED_AFTER_MS && unwatchedMs <= OLD_AFTER_MS
      ? [item('jwks-unwatched', 'soon', gap.from)]
      : []),
  ];
}
