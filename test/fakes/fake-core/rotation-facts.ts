import type { Key } from '../../../shared/model/key.ts';
import type { RotationStep } from '../../../shared/model/rotation.ts';
import { emptyFacts, type FakeFacts, fakeKey, fakeRegistration, PRODUCTION } from './facts.ts';
import { fakeRotation } from './rotation-handlers.ts';
import { fakeStandby } from './standby-handlers.ts';

const ENV = PRODUCTION.name;
const STANDBY = 'x1PrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4';

function bankKey(kid: string, part: Partial<Key> = {}): Key {
  return fakeKey({ kid, env: ENV, keychain: 'os', label: null, ...part });
}

/** A key on its way, with its successor; `minutesAgo` tells when each step was taken. */
function onItsWay(
  kind: 'planned' | 'emergency',
  kid: string,
  way: {
    readonly steps: readonly (readonly [RotationStep, minutesAgo: number, note?: string])[];
    readonly old: Partial<Key>;
  },
) {
  const successor = `${kid}-NEXT`;
  const at = (minutesAgo: number) =>
    new Date(Date.parse('2026-11-23T20:30:00.000Z') - minutesAgo * 60_000).toISOString();
  const rotation = fakeRotation({
    id: `rotation-of-${kid}`,
    env: ENV,
    kind,
    oldKid: kid,
    newKid: successor,
    startedAt: at(50),
    steps: way.steps.map(([step, minutesAgo, note]) => ({ step, at: at(minutesAgo), note: note ?? null })),
  });
  const keys = [bankKey(kid, way.old), bankKey(successor, { state: 'draft', replaces: kid, label: 'Payments 2027' })];
  return { rotation, keys };
}

/** Made to be put over the entry of the old key. */
const OVER = bankKey('BANK-OVER-NEXT', { state: 'draft', replaces: 'BANK-COVER' });

/** Rotations at each of their turns, in production, and a comparison that found everything that can be found. */
export function rotationFacts(): FakeFacts {
  const facts = emptyFacts();
  const ways = [
    onItsWay('planned', 'BANK-SEND', { old: { label: 'Payments' }, steps: [] }),
    onItsWay('planned', 'BANK-LOOK', {
      old: { label: 'Payments' },
      steps: [
        ['new-sent', 40, 'POST'],
        ['new-listed', 40],
      ],
    }),
    onItsWay('planned', 'BANK-WAIT', {
      old: { label: 'Payments', state: 'suspended' },
      steps: [
        ['new-sent', 40, 'POST'],
        ['new-listed', 40],
        ['new-accepted', 38],
        ['call-back-confirmed', 20, 'Ihor Melnyk, 22:08, by phone'],
        ['switched', 8],
        ['old-suspended', 8],
      ],
    }),
    onItsWay('emergency', 'BANK-STOPPED', {
      old: { label: 'Clearing', state: 'suspended' },
      steps: [['old-suspended', 50]],
    }),
    onItsWay('emergency', 'BANK-KEPT', {
      old: { label: 'Clearing', state: 'suspended' },
      steps: [
        ['old-suspended', 50],
        ['new-sent', 46, 'PUT'],
        ['new-listed', 46],
        ['new-accepted', 45],
      ],
    }),
    onItsWay('emergency', 'BANK-STOLEN', {
      old: { label: 'Clearing', state: 'compromised', compromisedAt: '2026-11-23T19:58:02.000Z' },
      steps: [
        ['old-suspended', 50],
        ['new-sent', 46, 'PUT'],
        ['new-listed', 46],
        ['new-accepted', 45],
        ['switched', 44],
        ['old-unlisted', 43],
      ],
    }),
    onItsWay('emergency', 'BANK-SAFE', {
      old: { label: 'Clearing', state: 'suspended' },
      steps: [
        ['old-suspended', 50],
        ['new-sent', 46, 'PUT'],
        ['new-listed', 46],
        ['new-accepted', 45],
        ['old-unlisted', 45],
        ['old-refused', 45],
      ],
    }),
    onItsWay('emergency', 'BANK-COVER', {
      old: { label: 'Clearing', state: 'suspended' },
      steps: [
        ['old-suspended', 50],
        ['new-sent', 46, 'it stood there already'],
      ],
    }),
  ];
  facts.state = { ...facts.state, homeKind: 'real', keychain: { kind: 'os', status: 'ready', problem: null } };
  facts.environments = [PRODUCTION];
  facts.keys = [bankKey('BANK-CALM', { label: 'Branch desk' }), ...ways.flatMap(({ keys }) => keys), OVER];
  facts.rotations = ways.map(({ rotation }) => rotation);
  facts.registrations = facts.keys
    .filter(({ kid }) => !kid.endsWith('-NEXT'))
    .map(({ kid }, at) => ({
      ...fakeRegistration(kid, ENV, 'in-use'),
      guid: `5b0e63c2-0f0d-4b3c-9d3a-61a1e2f7c0d${String(at)}`,
    }));
  const label = 'Standby 2026';
  facts.keys = [...facts.keys, bankKey('BANK-STANDBY', { label, state: 'draft', thumbprint: STANDBY })];
  facts.registrations = [...facts.registrations, fakeRegistration('BANK-STANDBY', ENV, 'proven')];
  facts.standbys = [fakeStandby({ kid: 'BANK-STANDBY', env: ENV, label, thumbprint: STANDBY })];
  facts.reconciliations = [
    {
      env: ENV,
      at: '2026-11-23T20:29:40.000Z',
      matched: [
        { kid: 'BANK-CALM', guid: '5b0e63c2-0f0d-4b3c-9d3a-61a1e2f7c0d0', thumbprint: facts.keys[0]?.thumbprint ?? '' },
      ],
      missing: [
        { kid: 'BANK-SEND', guid: '90c1a2de-77d4-4f5c-8a55-0d9b8f6f3a11', thumbprint: facts.keys[0]?.thumbprint ?? '' },
        { kid: 'BANK-SEND-NEXT', guid: null, thumbprint: facts.keys[0]?.thumbprint ?? '' },
      ],
      extra: [
        {
          kid: '54321',
          guid: 'c41c1de5-77d4-4f5c-8a55-0d9b8f6f3a10',
          thumbprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
          adopted: null,
        },
        {
          kid: 'HSM-1',
          guid: 'd52d2ef6-88e5-4a6d-9b66-1eac90704b21',
          thumbprint: 'Vjs8r4z-80wjNcr1YKepWQboSIRi63WsWXhIMN-eWys',
          adopted: {
            owner: 'Back office, rack 4',
            reason: 'CHG-2210, seen by O. Koval',
            at: '2026-10-02T09:00:00.000Z',
          },
        },
      ],
      changed: [
        {
          kid: 'BANK-KEPT',
          guid: 'e63e3f07-99f6-4b7e-8c77-2fbda1815c32',
          expectedThumbprint: facts.keys[0]?.thumbprint ?? '',
          thumbprint: null,
        },
      ],
      duplicateKids: ['BANK-CALM'],
      isDrift: true,
    },
  ];
  facts.items = [
    { id: 'emergency-open', urgency: 'now', env: ENV, kid: 'BANK-KEPT', at: '2026-11-23T19:40:00.000Z' },
    { id: 'dcm-drift', urgency: 'now', env: ENV, kid: null, at: '2026-11-23T20:29:40.000Z' },
    { id: 'rotation-open', urgency: 'soon', env: ENV, kid: 'BANK-WAIT', at: '2026-11-23T19:40:00.000Z' },
  ];
  return facts;
}
