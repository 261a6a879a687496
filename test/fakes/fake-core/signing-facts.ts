import type { ClockDoubt } from '../../../shared/model/clock.ts';
import { emptyFacts, type FakeFacts, fakeKey, NOW, PRODUCTION } from './facts.ts';

const DOUBTS: ClockDoubt[] = [
  { kind: 'behind-trail', auditSeq: 118, at: '2026-11-23T20:34:10.000Z', seconds: 250 },
  { kind: 'differs-from-dcm', env: PRODUCTION.name, at: NOW, seconds: 251 },
];

/** A production desk whose policy has no list yet, and whose clock is wrong. */
export function signProductionFacts(): FakeFacts {
  const facts = emptyFacts();
  facts.state = { ...facts.state, homeKind: 'real', keychain: { kind: 'os', status: 'ready', problem: null } };
  facts.environments = [PRODUCTION];
  facts.keys = [fakeKey({ kid: 'BANK-2026-1', label: 'Payments', env: PRODUCTION.name })];
  facts.items = [];
  facts.clock = { now: NOW, isTrusted: false, doubts: DOUBTS, measures: [], confirmed: null };
  return facts;
}
