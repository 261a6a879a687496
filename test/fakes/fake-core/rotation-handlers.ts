import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Rotation, RotationStep, RotationView } from '../../../shared/model/rotation.ts';
import { type FakeFacts, fakeRegistration, NOW, PRACTICE } from './facts.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** What DCM holds, and the way to a successor. */
export function createRotationHandlers(facts: FakeFacts) {
  const find = (id: string) => facts.rotations.find((one) => one.rotation.id === id) ?? fakeRotation({ id });
  const keep = (view: RotationView) => {
    facts.rotations = [view, ...facts.rotations.filter((one) => one.rotation.id !== view.rotation.id)];
    return view;
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
    ],
    'registration.previewUpdate': ({ kid, guid }) => ({
      method: 'PUT',
      url: `${PRACTICE.baseUrl}/api/v1/counterparty/${PRACTICE.counterpartyGuid}/jwk/${guid}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: facts.keys.find((one) => one.kid === kid)?.jwk }),
    }),
    'registration.update': ({ kid, env }) => fakeRegistration(kid, env, 'listed'),
    'reconciliation.read': ({ env }) => facts.reconciliations.find((one) => one.env === env) ?? null,
    'reconciliation.run': ({ env }) => facts.reconciliations.find((one) => one.env === env) ?? nothingFound(env),
    'reconciliation.adopt': ({ env }) => nothingFound(env),
    'rotation.list': () => facts.rotations,
    'rotation.start': ({ kid, kind }) => keep(fakeRotation({ id: 'r1', oldKid: kid, kind })),
    'rotation.setSuccessor': ({ id, kid }) => keep(fakeRotation({ ...find(id).rotation, newKid: kid })),
    'rotation.send': ({ id }) => step(id, 'new-sent', 'new-listed'),
    'rotation.look': ({ id }) => step(id, 'new-accepted'),
    'rotation.confirmCallBack': ({ id }) => step(id, 'call-back-confirmed'),
    'rotation.switch': ({ id }) => step(id, 'switched'),
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
  const waitsFor = (['new-listed', 'new-accepted', 'call-back-confirmed'] as const).filter((one) => !has(one));
  return {
    rotation,
    waitsFor,
    maySwitch: waitsFor.length === 0 && !has('switched'),
    isSafe: has('old-unlisted') && has('old-refused') && has('new-accepted'),
    oldKeyNeededUntil: has('switched') ? '2026-11-23T20:50:30.000Z' : null,
    longestLifeSeconds: 1200,
    leewaySeconds: 30,
  };
}
