import type { AppState, Output, Settings } from '../../../shared/ipc/contract.ts';
import type { AuditEvent, AuditEventType, AuditPayload } from '../../../shared/model/audit-event.ts';
import type { ClockState } from '../../../shared/model/clock.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import { type Key, NO_LATER_FACTS } from '../../../shared/model/key.ts';
import type { Reconciliation } from '../../../shared/model/reconciliation.ts';
import type { Registration } from '../../../shared/model/registration.ts';
import type { RotationView } from '../../../shared/model/rotation.ts';
import type { StandbyView } from '../../../shared/model/standby.ts';
import type { SignedEntry } from '../../../shared/model/signed-entry.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';

/** The instant at which every fake core lives. */
export const NOW = '2026-11-23T20:30:00.000Z';

const MODULUS =
  '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';

/** Everything that a fake core knows; each scenario is one of these. */
export interface FakeFacts {
  state: AppState;
  settings: Settings;
  environments: Environment[];
  keys: Key[];
  /** What is known of some keys beyond a plain life, by kid. */
  lives: Record<string, Partial<Output<'key.read'>>>;
  registrations: Registration[];
  snapshots: Snapshot[];
  reconciliations: Reconciliation[];
  standbys: readonly StandbyView[];
  rotations: RotationView[];
  items: Output<'overview.read'>['items'];
  events: AuditEvent[];
  trailProblem: string | null;
  clock: ClockState;
  signed: SignedEntry[];
  /** Whether ceremonies stand at their steps already. */
  hasCeremonies: boolean;
}

export const PRACTICE: Environment = {
  name: 'practice',
  baseUrl: 'http://127.0.0.1:41873',
  counterpartyGuid: '7d9f1c52-6c1e-4f0a-9a43-0d4a4b1f2c33',
  kind: 'practice',
  ca: null,
};
export const PRODUCTION: Environment = {
  name: 'dcm-live',
  baseUrl: 'https://api.bank.dcm.example',
  counterpartyGuid: '2f1d8a70-58a7-4e35-8a3e-8b64f2c0a911',
  kind: 'production',
  ca: null,
};

export function fakeKey(part: Partial<Key> & Pick<Key, 'kid'>): Key {
  const { kid } = part;
  return {
    alg: 'RS256',
    bits: 3072,
    thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    state: 'active',
    label: null,
    env: 'practice',
    createdAt: '2026-11-02T09:14:05.000Z',
    expiresAt: '2027-11-02T00:00:00.000Z',
    custody: 'here',
    origin: 'generated',
    keychain: 'memory',
    compromisedSince: null,
    compromisedAt: null,
    deleteDueAt: null,
    ...NO_LATER_FACTS,
    jwk: { kty: 'RSA', kid, alg: 'RS256', use: 'sig', n: MODULUS, e: 'AQAB' },
    ...part,
  };
}

export function fakeRegistration(kid: string, env: string, state: Registration['state']): Registration {
  return {
    kid,
    env,
    thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    guid: '5b0e63c2-0f0d-4b3c-9d3a-61a1e2f7c0de',
    state,
    requestSha256: 'a3'.repeat(32),
    responseSha256: '5c'.repeat(32),
    updatedAt: '2026-11-23T20:24:11.000Z',
  };
}

export function fakeSnapshot(id: number, env: string, takenAt: string): Snapshot {
  return {
    id,
    env,
    takenAt,
    source: env === 'practice' ? `${PRACTICE.baseUrl}/api/v1/.well-known/jwks.json` : 'dcm-keys.json',
    trust: env === 'practice' ? 'fetched' : 'file',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    kids: ['54321', 'DCM-2026-B'],
    problem: null,
  };
}

export function fakeEvent(seq: number, type: AuditEventType, payload: AuditPayload): AuditEvent {
  return {
    seq,
    at: new Date(Date.parse(NOW) - (40 - seq) * 61_000).toISOString(),
    monotonicMs: seq * 61_000,
    actor: { osUser: 'o.koval', host: 'sec-desk-2', door: 'window', name: null, verifiedBy: 'not verified' },
    type,
    payload,
    policySha256: 'e3'.repeat(32),
    prevHash: 'ab'.repeat(32),
    hash: 'cd'.repeat(32),
  };
}

/** A home in which nothing has happened yet. */
export function emptyFacts(): FakeFacts {
  return {
    state: {
      version: '0.1.0',
      platform: 'linux',
      host: 'preview',
      homePath: '/home/o.koval/.local/share/dcm-keys',
      homeKind: null,
      keychain: { kind: null, status: 'not-chosen', problem: null },
      isLocked: false,
      isOnline: true,
      policy: {
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        problem: null,
        isFile: false,
        defaultTokenLifeSeconds: 300,
        maxTokenLifeSeconds: 1200,
        algorithms: ['RS256'],
        algorithmsByEnvironment: {},
      },
      recordingProblem: null,
    },
    settings: { language: 'en', theme: 'light' },
    environments: [],
    keys: [],
    lives: {},
    registrations: [],
    snapshots: [],
    reconciliations: [],
    standbys: [],
    rotations: [],
    items: [{ id: 'start-practice', urgency: 'next', env: null, kid: null, at: null }],
    events: [],
    trailProblem: null,
    hasCeremonies: false,
    signed: [],
    clock: { now: NOW, isTrusted: true, doubts: [], measures: [], confirmed: null },
  };
}
