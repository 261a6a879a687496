import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { emptyFacts, type FakeFacts, NOW, PRODUCTION } from './facts.ts';

const JWKS = `${PRODUCTION.baseUrl}/api/v1/.well-known/jwks.json`;

function set(id: number, takenAt: string, part: Partial<Snapshot>): Snapshot {
  const sha256 = `${String(id)}f86d081884c7d65`.repeat(4);
  return {
    id,
    env: PRODUCTION.name,
    takenAt,
    sha256,
    source: JWKS,
    trust: 'fetched',
    kids: [],
    problem: null,
    ...part,
  };
}

/** A bank whose DCM has rotated its key, after a bad set in the evening and a file in October. */
export function archiveFacts(): FakeFacts {
  const facts = emptyFacts();
  const env = PRODUCTION.name;
  facts.state = { ...facts.state, homeKind: 'real', keychain: { kind: 'os', status: 'ready', problem: null } };
  facts.environments = [PRODUCTION, { ...PRODUCTION, name: 'dcm-stage', kind: 'stage' }];
  facts.snapshots = [
    set(4, NOW, { kids: ['54321', 'DCM-2026-B'] }),
    set(3, '2026-11-23T20:10:00.000Z', {
      kids: ['54321', 'DCM-2026-A'],
      problem: 'key "DCM-2026-A": the set has a key with a modulus of 1024 bits',
    }),
    set(2, '2026-11-23T18:02:00.000Z', { kids: ['54321', 'DCM-2026-A'] }),
    set(1, '2026-10-24T08:00:00.000Z', { kids: ['DCM-2026-A'], source: 'jwks-from-dcm.json', trust: 'file' }),
  ];
  facts.items = [
    { id: 'signed-elsewhere', urgency: 'now', env, kid: 'bank-2026-2', at: '2026-11-23T20:00:00.000Z' },
    { id: 'distrusted-listed', urgency: 'now', env, kid: '54321', at: '2026-11-01T03:00:00.000Z' },
    { id: 'jwks-changed', urgency: 'now', env, kid: null, at: NOW },
    { id: 'jwks-refused', urgency: 'now', env, kid: null, at: '2026-11-23T20:10:00.000Z' },
    { id: 'jwks-unwatched', urgency: 'soon', env: 'dcm-stage', kid: null, at: '2026-11-20T08:00:00.000Z' },
  ];
  return facts;
}
