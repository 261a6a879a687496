import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventHash, GENESIS_PREV_HASH } from '../../electron/domain/audit-chain.ts';
import { movesOf, passportBytes, usesOf, usesOfFirstPassport } from '../../electron/domain/passport.ts';
import { verifyPassport } from '../../electron/domain/passport-check.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import type { AuditEvent, AuditEventType, AuditPayload } from '../../shared/model/audit-event.ts';
import { type Key, keyOfFirstPassportSchema, NO_LATER_FACTS } from '../../shared/model/key.ts';
import type { AnyPassport, FirstPassport, PassportContent } from '../../shared/model/passport.ts';
import { makeKey } from './tokens.ts';

const evidence = generateKeyPairSync('ed25519');
const { x = '' } = evidence.publicKey.export({ format: 'jwk' });
const evidenceKey = { kty: 'OKP', crv: 'Ed25519', x } as const;
const kid = 'BANK-1';
const { jwk } = makeKey('RS256', kid);
const thumbprint = jwkThumbprint(jwk as never);
const START = Date.parse('2026-11-20T08:00:00.000Z');
const timeOf = (seq: number) => new Date(START + seq * 1000).toISOString();
const SINCE = '2026-11-01T03:00:00.000Z';

function event(seq: number, type: AuditEventType, payload: AuditPayload): AuditEvent {
  const actor = { osUser: 'olena', host: 'desk', door: 'terminal', name: null, verifiedBy: 'not verified' } as const;
  const facts = { seq, at: timeOf(seq), monotonicMs: seq, actor, type, payload: { kid, ...payload } };
  const unhashed = { ...facts, policySha256: '0'.repeat(64), prevHash: GENESIS_PREV_HASH };
  return { ...unhashed, hash: eventHash(unhashed) };
}

const made = event(2, 'key.generated', { thumbprint, alg: 'RS256', state: 'active' });
const signed = event(3, 'token.signed', { purpose: 'token', flow: 'sign-in' });
const stolen = event(4, 'key.moved', { from: 'active', to: 'compromised', reason: 'stolen', since: SINCE });

const key: Key = {
  ...NO_LATER_FACTS,
  ...{ kid, alg: 'RS256', bits: 2048, thumbprint, state: 'active', label: null, env: null, expiresAt: null },
  ...{ createdAt: timeOf(2), custody: 'here', origin: 'generated', keychain: 'os', deleteDueAt: null },
  ...{ compromisedSince: null, compromisedAt: null, jwk: jwk as Key['jwk'] },
};
const KEY_OF_THEFT = { state: 'compromised', compromisedSince: SINCE, compromisedAt: timeOf(4) } as const;

function contentOf(events: AuditEvent[], change: Partial<Key> = {}): PassportContent {
  const head = { seq: 9, hash: 'ab'.repeat(32) };
  const made = { format: 'dcm-key-passport', version: 2, issuedAt: timeOf(9), installId: 'i', evidenceKey } as const;
  const told = { moves: movesOf(events), uses: usesOf(events), registrations: [], events, head };
  return { ...made, ...told, key: { ...key, ...change } };
}

/** Signed by the evidence key that it names, whatever stands in it. */
function seal(content: Omit<AnyPassport, 'signature'>): string {
  return JSON.stringify({
    ...content,
    signature: sign(null, passportBytes(content), evidence.privateKey).toString('base64url'),
  });
}

const problemOf = (content: Omit<AnyPassport, 'signature'>) => verifyPassport(Buffer.from(seal(content)), null).problem;

describe('a passport whose evidence key signs what it likes', () => {
  it('is intact where the key is the one that its events tell of', () => {
    expect(problemOf(contentOf([made, signed]))).toBeNull();
    expect(problemOf(contentOf([made, signed, stolen], KEY_OF_THEFT))).toBeNull();
    const imported = event(2, 'key.imported', { thumbprint, alg: 'RS256', state: 'draft' });
    expect(problemOf(contentOf([imported], { state: 'draft' }))).toBeNull();
  });

  it('is refused where the state is not that of the last move', () => {
    const wrong = 'the state is not that of the last move';
    expect(problemOf(contentOf([made, signed, stolen], { ...KEY_OF_THEFT, state: 'active' }))).toBe(wrong);
    expect(problemOf(contentOf([made], { state: 'retired' }))).toBe(wrong);
  });

  it.each<[string, readonly AuditEvent[], Partial<Key>]>([
    ['suspected since another time', [made, stolen], { ...KEY_OF_THEFT, compromisedSince: timeOf(1) }],
    ['marked at another time', [made, stolen], { ...KEY_OF_THEFT, compromisedAt: timeOf(600) }],
    ['not marked', [made, stolen], { ...KEY_OF_THEFT, compromisedAt: null }],
    ['not suspected', [made, stolen], { ...KEY_OF_THEFT, compromisedSince: null }],
    ['marked with no event', [made], { compromisedSince: SINCE, compromisedAt: timeOf(4) }],
  ])('is refused where a theft is told otherwise than its event does: %s', (_name, events, change) => {
    expect(problemOf(contentOf([...events], change))).toBe('the key was not marked compromised as its events tell');
  });

  it('is refused where the key is not the one of the first event', () => {
    const other = makeKey('RS256', kid).jwk as Key['jwk'];
    for (const change of [{ alg: 'PS256' }, { thumbprint: 'x'.repeat(43) }, { jwk: other }] as const) {
      expect(problemOf(contentOf([made], change))).toBe('the key is not the one of its first event');
    }
    expect(problemOf(contentOf([made], { kid: 'BANK-2' }))).toBe('event 2 is not about this key');
    const beheaded = 'the first event is not the one by which the key came here';
    expect([problemOf(contentOf([signed])), problemOf(contentOf([]))]).toEqual([beheaded, beheaded]);
  });

  it('is refused where a total is not the sum of its parts', () => {
    const content = contentOf([made, signed]);
    const { uses } = content;
    for (const wrong of [{ total: 2 }, { probes: 1 }, { withoutFlow: 1 }, { byFlow: [] }]) {
      const problem = problemOf({ ...content, uses: { ...uses, ...wrong } });
      expect(problem).toBe('the uses are not those of the events');
    }
  });

  it('is refused, and no error, where it holds text that has no canonical form', () => {
    const text = seal(contentOf([made])).replace('"installId":"i"', String.raw`"installId":"\ud800"`);
    expect(verifyPassport(Buffer.from(text), null)).toMatchObject({
      ok: false,
      problem: 'it holds what cannot be signed',
    });
  });

  it('is read whole with thousands of events', () => {
    const many = Array.from({ length: 6000 }, (_, at) => event(3 + at, 'token.signed', { flow: 'sign-in' }));
    const text = seal(contentOf([made, ...many]));
    expect(text.length).toBeGreaterThan(2 * 1024 * 1024);
    expect(verifyPassport(Buffer.from(text), null)).toMatchObject({ ok: true, problem: null });
  });
});

describe('a passport of version 1', () => {
  const events = [
    made,
    signed,
    event(5, 'token.signed', { purpose: 'probe' }),
    event(6, 'token.signed', { flow: null }),
  ];
  const content = { ...contentOf(events), version: 1, key: keyOfFirstPassportSchema.strip().parse(key) } as const;
  const uses: FirstPassport['uses'] = { total: 3, byFlow: { 'sign-in': 1, probe: 1, '-': 1 }, lastAt: timeOf(6) };

  it('is verified by the shape that it was issued in, and by no other', () => {
    expect(problemOf({ ...content, uses })).toBeNull();
    expect(problemOf({ ...content, uses: { ...uses, byFlow: { 'sign-in': 2, '-': 1 } } })).not.toBeNull();
    expect(problemOf(content)).toBe('it is not a key passport');
    expect(problemOf({ ...contentOf(events), uses } as never)).toBe('it is not a key passport');
  });

  it('counts flows of any name', () => {
    const odd = ['constructor', '__proto__', 'toString'].map((flow, at) => event(7 + at, 'token.signed', { flow }));
    const { byFlow } = usesOfFirstPassport(odd);
    expect(Object.entries(byFlow)).toEqual([
      ['constructor', 1],
      ['toString', 1],
    ]);
  });
});

describe('the uses of a key', () => {
  it('are whole whatever the flows are called: the total is the sum of probes, of tokens without a flow, and of all flows', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'probe', '-'),
      fc.constant(null),
    );
    const token = fc.record({ flow: name, purpose: fc.constantFrom('token', 'probe') });
    const property = fc.property(fc.array(token), (tokens) => {
      const uses = usesOf(tokens.map((payload, at) => event(at, 'token.signed', payload)));
      const inFlows = uses.byFlow.reduce((sum, { count }) => sum + count, 0);
      expect(uses.total).toBe(tokens.length);
      expect(uses.probes + uses.withoutFlow + inFlows).toBe(tokens.length);
      for (const { flow, count } of uses.byFlow) {
        expect(count).toBe(tokens.filter((one) => one.purpose === 'token' && one.flow === flow).length);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});
