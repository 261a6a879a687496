import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { Reconciliation } from '../../../shared/model/reconciliation.ts';
import type { Rotation, RotationStep, RotationView } from '../../../shared/model/rotation.ts';
import { type FakeFacts, fakeRegistration, NOW, PRACTICE } from './facts.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** What DCM holds, and the way to a successor. */
export function createRotationHandlers(facts: FakeFacts, emit: (event: AppEvent) => void) {
  const find = (id: string) => facts.rotations.find((one) => one.rotation.id === id) ?? fakeRotation({ id });
  const keep = (view: RotationView) => {
    facts.rotations = [view, ...facts.rotations.filter((one) => one.rotation.id !== view.rotation.id)];
    emit({ type: 'changed' });
    return view;
  };
  const compare = (env: string) => facts.reconciliations.find((one) => one.env === env) ?? nothingFound(env);
  const keepComparison = (report: Reconciliation) => {
    facts.reconciliations = [report, ...facts.reconciliations.filter(({ env }) => env !== report.env)];
    emit({ type: 'changed' });
    return report;
  };
  const step = (id: string, ...steps: readonly RotationStep[]) => {
    const { rotation } = find(id);
    const added = steps.map((one) => ({ step: one, at: NOW, note: null }));
    return keep(fakeRotation({ ...rotation, steps: [...rotation.steps, ...added] }));
  };
  return {
    'registration.steps': ({ kid, env }) => [
      {
        id: 1,
        kid,
        env,
        guid: null,
        state: 'sent',
        method: 'POST',
        requestSha256: '7a'.repeat(32),
        responseSha256: null,
        at: NOW,
        by: 'o.koval@sec-desk-2 (not verified)',
        note: null,
      },
      {
        id: 2,
        kid,
        env,
        guid: '5b0e63c2-0f0d-4b3c-9d3a-61a1e2f7c0de',
        state: 'listed',
        method: 'GET',
        requestSha256: null,
        responseSha256: '5c'.repeat(32),
        at: NOW,
        by: 'o.koval@sec-desk-2 (not verified)',
        note: 'DCM_TIMEOUT: the answer was lost; found by looking',
      },
    ],
    'registration.previewUpdate': ({ kid, guid }) => ({
      method: 'PUT',
      url: `${PRACTICE.baseUrl}/api/v1/counterparty/${PRACTICE.counterpartyGuid}/jwk/${guid}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: facts.keys.find((one) => one.kid === kid)?.jwk }),
    }),
    'registration.update': ({ kid, env }) => fakeRegistration(kid, env, 'listed'),
    'reconciliation.read': ({ env }) => facts.reconciliations.find((one) => one.env === env) ?? null,
    'reconciliation.run': ({ env }) => keepComparison({ ...compare(env), at: NOW }),
    'reconciliation.adopt': ({ env, guid, owner, reason }) => {
      const last = compare(env);
      const adopted = { owner, reason, at: NOW };
      return keepComparison({
        ...last,
        extra: last.extra.map((one) => (one.guid === guid ? { ...one, adopted } : one)),
      });
    },
    'rotation.list': () => facts.rotations,
    'rotation.start': ({ kid, kind }) => {
      const isEmergency = kind === 'emergency';
      if (isEmergency) facts.keys = facts.keys.map((one) => (one.kid === kid ? { ...one, state: 'suspended' } : one));
      const steps = isEmergency ? [{ step: 'old-suspended' as const, at: NOW, note: null }] : [];
      return keep(fakeRotation({ id: `rotation-of-${kid}`, oldKid: kid, kind, steps }));
    },
    'rotation.setSuccessor': ({ id, kid }) => keep(fakeRotation({ ...find(id).rotation, newKid: kid })),
    'rotation.send': ({ id }) => step(id, 'new-sent', 'new-listed'),
    'rotation.cover': ({ id }) => step(id, 'old-covered'),
    'rotation.look': ({ id }) => step(id, 'new-accepted'),
    'rotation.confirmCallBack': ({ id }) => step(id, 'call-back-confirmed'),
    'rotation.switch': ({ id }) => step(id, 'switched'),
    'practice.behave': () => ({ done: true }),
    'rotation.end': ({ id, outcome }) => keep(fakeRotation({ ...find(id).rotation, endedAt: NOW, outcome })),
  } as const satisfies Partial<Handlers>;
}

function nothingFound(env: string): Output<'reconciliation.run'> {
  return { env, at: NOW, matched: [], missing: [], extra: [], changed: [], duplicateKids: [], isDrift: false };
}

export function fakeRotation(part: Partial<Rotation>): RotationView {
  const rotation: Rotation = {
    id: 'r1',
    env: 'practice',
    kind: 'planned',
    oldKid: 'old',
    newKid: null,
    startedAt: NOW,
    steps: [],
    endedAt: null,
    outcome: null,
    ...part,
  };
  const has = (step: RotationStep) => rotation.steps.some((one) => one.step === step);
  const wanted = ['new-listed', 'new-accepted', 'call-back-confirmed'] as const;
  const waitsFor = wanted.filter((one) => !has(one) && (rotation.kind === 'planned' || one !== 'call-back-confirmed'));
  const isBeside = rotation.steps.some(
    ({ step, note }) => step === 'new-sent' && (note === 'it stood there already' || note === 'POST'),
  );
  const switchedAt = rotation.steps.find(({ step }) => step === 'switched')?.at ?? null;
  return {
    rotation,
    waitsFor,
    maySwitch: waitsFor.length === 0 && !has('switched'),
    needsCover: rotation.kind === 'emergency' && isBeside && !has('old-covered') && !has('old-unlisted'),
    isSafe: has('old-unlisted') && has('old-refused') && has('new-accepted'),
    oldKeyNeededUntil: switchedAt === null ? null : new Date(Date.parse(switchedAt) + 1_230_000).toISOString(),
    longestLifeSeconds: 1200,
    leewaySeconds: 30,
  };
}
