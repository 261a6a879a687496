import type { Output } from '../../shared/ipc/contract.ts';
import type { Reconciliation } from '../../shared/model/reconciliation.ts';
import type { Rotation } from '../../shared/model/rotation.ts';
import type { Home } from './home.ts';

type Item = Output<'overview.read'>['items'][number];

/** What is to be done about our keys at DCM: drift that the last comparison found, and rotations under way. */
export function dcmItems({ reconciliations, rotations }: Home, environments: readonly string[]): Item[] {
  const comparisons = environments.map((env) => reconciliations.read(env));
  return [
    ...comparisons.flatMap((last) => (last === null ? [] : driftItems(last))),
    ...rotations.list().flatMap(({ rotation }) => rotationItems(rotation)),
  ];
}

/** A key that DCM was never told of is no drift here: that it is to be registered is an item of its own. */
function driftItems({ env, at, missing, extra, changed, duplicateKids }: Reconciliation): Item[] {
  const isAlarm = changed.length > 0 || extra.some(({ adopted }) => adopted === null);
  const isDrift = isAlarm || duplicateKids.length > 0 || missing.some(({ guid }) => guid !== null);
  return isDrift ? [{ id: 'dcm-drift', urgency: isAlarm ? 'now' : 'soon', env, kid: null, at }] : [];
}

function rotationItems({ kind, oldKid, env, startedAt, endedAt }: Rotation): Item[] {
  if (endedAt !== null) return [];
  const about = { kid: oldKid, env, at: startedAt };
  return kind === 'emergency'
    ? [{ id: 'emergency-open', urgency: 'now', ...about }]
    : [{ id: 'rotation-open', urgency: 'soon', ...about }];
}
