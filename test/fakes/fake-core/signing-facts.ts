import type { ClockDoubt } from '../../../shared/model/clock.ts';
import type { SignedEntry } from '../../../shared/model/signed-entry.ts';
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
  facts.signed = [
    signedEntry(131, 4, 'T-4711'),
    { ...signedEntry(127, 40, null), purpose: 'probe', requester: null, reason: 'proof of possession' },
    { ...signedEntry(119, 1500, 'T-4698'), template: 'refund', door: 'terminal' },
  ];
  return facts;
}

function signedEntry(auditSeq: number, minutesAgo: number, ticket: string | null): SignedEntry {
  const iat = Date.parse(NOW) / 1000 - minutesAgo * 60;
  return {
    auditSeq,
    at: new Date(iat * 1000).toISOString(),
    purpose: 'token',
    kid: 'BANK-2026-1',
    env: PRODUCTION.name,
    profile: 'bank',
    claims: { flow: 'sign-in', sub: 'o.koval@bank.example', obj: '123456789', iat, exp: iat + 300 },
    expiresAt: new Date((iat + 300) * 1000).toISOString(),
    tokenSha256: '2c'.repeat(32),
    sentence: '“o.koval@bank.example” acts for “123456789”: a client’s operation, such as a payment (sign-in).',
    reason: 'Refund of order 4711',
    requester: 'I. Melnyk',
    ticket,
    template: null,
    by: 'o.koval@sec-desk-2',
    door: 'window',
  };
}
