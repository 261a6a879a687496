import {
  emptyFacts,
  type FakeFacts,
  fakeEvent,
  fakeKey,
  fakeRegistration,
  fakeSnapshot,
  PRACTICE,
  PRODUCTION,
} from './facts.ts';
import { archiveFacts } from './archive-facts.ts';
import { keyPageFacts } from './key-page-facts.ts';
import { manyKeys } from './many-keys.ts';
import { rotationFacts } from './rotation-facts.ts';
import { signProductionFacts } from './signing-facts.ts';

export const SCENARIOS = [
  'empty',
  'practice',
  'incident',
  'locked',
  'errors',
  'keychain-changed',
  'one-key',
  'twenty-keys',
  'many-keys',
  'key-page',
  'archive',
  'rotation',
  'sign-production',
  'ceremony',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** The facts that a fake core begins with. */
export function startingFacts(scenario: Scenario): FakeFacts {
  switch (scenario) {
    case 'empty':
      return emptyFacts();
    case 'practice':
    case 'errors':
      return practiceFacts();
    case 'incident':
      return incidentFacts();
    case 'one-key':
      return bankFacts(1);
    case 'twenty-keys':
      return bankFacts(20);
    case 'many-keys':
      return bankFacts(5000);
    case 'key-page':
      return keyPageFacts();
    case 'archive':
      return archiveFacts();
    case 'rotation':
      return rotationFacts();
    case 'sign-production':
      return signProductionFacts();
    case 'ceremony':
      return { ...practiceFacts(), hasCeremonies: true };
    case 'keychain-changed':
      return otherKeychainFacts();
    case 'locked': {
      const facts = incidentFacts();
      facts.state = { ...facts.state, isLocked: true };
      return facts;
    }
  }
}

/** In the middle of the main job: a key is listed by DCM, and waits to be proven. */
function practiceFacts(): FakeFacts {
  const facts = emptyFacts();
  const kid = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
  facts.state = {
    ...facts.state,
    homeKind: 'practice',
    keychain: { kind: 'memory', status: 'ready', problem: null },
  };
  facts.environments = [PRACTICE];
  facts.keys = [
    fakeKey({ kid, label: 'Branch desk' }),
    fakeKey({ kid: '54322', label: 'Spare', state: 'draft', bits: 4096, expiresAt: null }),
  ];
  facts.registrations = [fakeRegistration(kid, 'practice', 'listed')];
  facts.snapshots = [fakeSnapshot(1, 'practice', '2026-11-23T18:02:00.000Z')];
  facts.items = [
    { id: 'prove-key', urgency: 'next', env: 'practice', kid, at: null },
    { id: 'register-key', urgency: 'next', env: 'practice', kid: '54322', at: null },
  ];
  facts.events = [
    fakeEvent(5, 'snapshot.taken', { env: 'practice', sha256: '9f86d081', kids: ['54321', 'DCM-2026-B'] }),
    fakeEvent(4, 'registration.listed', { kid, env: 'practice' }),
    fakeEvent(3, 'registration.sent', { kid, env: 'practice', requestSha256: 'a3a3a3a3' }),
    fakeEvent(2, 'key.generated', { kid, alg: 'RS256', bits: 3072 }),
    fakeEvent(1, 'home.created', { kind: 'practice' }),
  ];
  return facts;
}

/** The system was set up anew: its keychain answers, and is not the one that this home has used. */
function otherKeychainFacts(): FakeFacts {
  const facts = practiceFacts();
  const message = 'the keychain was of desk-1 (machine 3f9a), and is of desk-2 (machine c41c)';
  facts.state = {
    ...facts.state,
    keychain: {
      kind: 'os',
      status: 'changed',
      problem: { code: 'KEYCHAIN_CHANGED', message, hint: 'say that it is meant' },
    },
  };
  return facts;
}

/** A bank at work, with so many keys. */
function bankFacts(count: number): FakeFacts {
  const facts = emptyFacts();
  facts.state = { ...facts.state, homeKind: 'real', keychain: { kind: 'os', status: 'ready', problem: null } };
  facts.environments = [PRODUCTION, { ...PRODUCTION, name: 'dcm-stage', kind: 'stage' }];
  const environments = facts.environments.map(({ name }) => name);
  facts.keys = manyKeys(count, environments);
  const states = ['in-use', 'proven', 'listed', 'unknown'] as const;
  facts.registrations = facts.keys.flatMap(({ kid, env }, at) =>
    env === null || at % 5 === 4 ? [] : [fakeRegistration(kid, env, states[at % states.length] ?? 'listed')],
  );
  facts.items = [];
  return facts;
}

/** A night in production: the trail is broken, the disk is full, a key is stolen. */
function incidentFacts(): FakeFacts {
  const facts = emptyFacts();
  facts.state = {
    ...facts.state,
    homeKind: 'real',
    isOnline: false,
    keychain: {
      kind: 'sealed',
      status: 'locked',
      problem: { code: 'KEYCHAIN_LOCKED', message: 'vault is locked', hint: 'unlock it' },
    },
    policy: { ...facts.state.policy, problem: 'policy.json line 4: "maxTokenLifeSeconds" is above 1200' },
    recordingProblem: { code: 'DISK_FULL', message: 'disk of the home is full', hint: 'free some space' },
  };
  facts.environments = [PRODUCTION, { ...PRODUCTION, name: 'dcm-stage', kind: 'stage' }];
  const states = ['active', 'suspended', 'compromised', 'retired', 'delete-pending'] as const;
  facts.keys = states.map((state, index) =>
    fakeKey({
      kid: `BANK-2026-${index + 1}`,
      label: index === 1 ? null : `Payments ${index + 1}`,
      env: 'dcm-live',
      state,
      keychain: 'sealed',
    }),
  );
  facts.registrations = (['in-use', 'listed', 'unknown', 'replaced', 'sent'] as const).map((state, index) =>
    fakeRegistration(`BANK-2026-${index + 1}`, 'dcm-live', state),
  );
  facts.snapshots = [fakeSnapshot(2, 'dcm-live', '2026-10-12T06:00:00.000Z')];
  facts.items = [
    { id: 'trail-broken', urgency: 'now', env: null, kid: null, at: null },
    { id: 'policy-problem', urgency: 'now', env: null, kid: null, at: null },
    { id: 'keychain-problem', urgency: 'now', env: null, kid: null, at: null },
    { id: 'snapshot-old', urgency: 'soon', env: 'dcm-live', kid: null, at: '2026-10-12T06:00:00.000Z' },
    { id: 'key-expires', urgency: 'soon', env: 'dcm-live', kid: 'BANK-2026-1', at: '2026-11-30T00:00:00.000Z' },
  ];
  facts.events = Array.from({ length: 24 }, (_, index) =>
    fakeEvent(24 - index, index % 3 === 0 ? 'token.judged' : 'token.signed', {
      kid: 'BANK-2026-1',
      tokenSha256: '5c5c5c5c5c5c5c5c',
    }),
  );
  facts.trailProblem = 'event 17 does not carry the hash of event 16';
  return facts;
}
