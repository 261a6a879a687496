import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { Distrust, Sighting } from '../../../shared/model/sighting.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { type FakeFacts, NOW } from './facts.ts';
import { Refusal } from './refusal.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** DCM's keys as they were seen: one came today, one has been there for a month, one is gone. */
export function createArchiveHandlers(facts: FakeFacts, emit: (event: AppEvent) => void) {
  let distrusts: readonly Distrust[] = [];
  const acknowledged = new Set<string>();
  const find = (id: number): Snapshot => {
    const found = facts.snapshots.find((one) => one.id === id);
    if (found === undefined) throw new Refusal('SNAPSHOT_NOT_FOUND', `there is no snapshot ${String(id)}`);
    return found;
  };
  const standing = (kid: string) => distrusts.find((one) => one.kid === kid && one.lifted === null);
  const since = (kid: string) => standing(kid)?.since ?? null;
  const months = { from: '2026-10-24T08:00:00.000Z', to: NOW };

  return {
    'snapshot.read': ({ id }) => {
      const snapshot = find(id);
      return { snapshot, text: JSON.stringify({ keys: [] }, null, 2), sightings: [sightingOf(snapshot)] };
    },
    'snapshot.diff': ({ from, to }) => {
      const [before, after] = [find(from).kids, find(to).kids];
      return {
        added: after.filter((kid) => !before.includes(kid)),
        removed: before.filter((kid) => !after.includes(kid)),
        changed: [],
      };
    },
    'archive.read': ({ env }) => {
      const here = facts.snapshots.filter((one) => one.env === env);
      if (here.length === 0) return { ...NOTHING, notWatched: [] };
      return {
        ...NOTHING,
        keys: [
          { kid: '54321', thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', spans: [months] },
          {
            kid: 'DCM-2026-B',
            thumbprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
            spans: [{ from: NOW, to: NOW }],
          },
          {
            kid: 'DCM-2026-A',
            thumbprint: 'x1PrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4',
            spans: [{ from: '2026-10-24T08:00:00.000Z', to: '2026-11-23T18:02:00.000Z' }],
          },
        ].map((key) => ({ ...key, isListedNow: key.kid !== 'DCM-2026-A', distrustedSince: since(key.kid) })),
        sightings: here.map((one) => sightingOf(one)),
        watched: [
          { id: 1, env, from: '2026-11-23T08:10:00.000Z', to: '2026-11-23T18:02:00.000Z' },
          { id: 2, env, from: '2026-11-23T20:10:00.000Z', to: NOW },
        ],
        notWatched: [
          { from: '2026-10-30T18:02:00.000Z', to: '2026-11-03T08:10:00.000Z' },
          { from: '2026-11-23T18:02:00.000Z', to: '2026-11-23T20:10:00.000Z' },
        ],
        isWatching: facts.state.isOnline,
        news: acknowledged.has(env)
          ? []
          : [
              {
                at: NOW,
                fromSnapshot: here.filter(({ problem }) => problem === null)[1]?.id ?? 1,
                toSnapshot: here[0]?.id ?? 1,
                diff: { added: ['DCM-2026-B'], removed: ['DCM-2026-A'], changed: [] },
              },
            ],
      };
    },
    'archive.acknowledge': ({ env }) => {
      acknowledged.add(env);
      facts.items = facts.items.filter((one) => one.id !== 'jwks-changed' || one.env !== env);
      emit({ type: 'changed' });
      return { done: true };
    },
    'distrust.list': () => [...distrusts],
    'distrust.add': (wanted) => {
      if (facts.keys.some(({ kid }) => kid === wanted.kid)) throw new Refusal('INPUT_INVALID', 'a key of ours');
      const distrust = { ...wanted, notedAt: NOW, lifted: null };
      distrusts = [distrust, ...distrusts.filter((one) => one.kid !== wanted.kid)];
      emit({ type: 'changed' });
      return distrust;
    },
    'distrust.lift': ({ kid, reason, caller, callBack }) => {
      const found = standing(kid);
      if (found === undefined) throw new Refusal('INPUT_INVALID', 'no key of this name is distrusted there');
      const lifted = { ...found, lifted: { at: NOW, reason, caller, callBack } };
      distrusts = [...distrusts.filter((one) => one !== found), lifted];
      emit({ type: 'changed' });
      return lifted;
    },
  } satisfies Partial<Handlers>;
}

const NOTHING: Output<'archive.read'> = {
  keys: [],
  sightings: [],
  watched: [],
  notWatched: [],
  isWatching: false,
  everySeconds: 300,
  news: [],
};

function sightingOf({ id, env, takenAt, source, trust }: Snapshot): Sighting {
  const certificateSha256 = source.startsWith('https:') ? '4c'.repeat(32) : null;
  return { id, snapshotId: id, env, firstAt: takenAt, lastAt: takenAt, source, trust, certificateSha256 };
}
