import type { Compared, Examined, ExaminedKey } from '../../../shared/model/examined.ts';
import type { Key } from '../../../shared/model/key.ts';
import type { Passport } from '../../../shared/model/passport.ts';
import { fakeEvent } from './facts.ts';
import { SAMPLE_START } from './verdicts.ts';

const NOTHING: Examined = {
  kind: 'nothing-known',
  isSecret: false,
  encoding: 'none',
  keys: [],
  header: null,
  actions: [],
};

/** What a text is said to be, by a word in it. */
export function fakeExamined(text: string, keys: readonly Key[]): Examined {
  const [first] = keys;
  const key: ExaminedKey = {
    kid: '54321',
    kty: 'RSA',
    alg: 'RS256',
    bits: 3072,
    thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    problem: null,
    known: first === undefined ? null : { kid: first.kid, state: first.state },
  };
  if (text.startsWith(SAMPLE_START)) {
    const header = { alg: 'RS256', kid: '54321', typ: 'JWT' };
    return { ...NOTHING, kind: 'jwt', isSecret: true, encoding: 'compact', header, actions: ['check-token'] };
  }
  if (text.includes('ENCRYPTED PRIVATE KEY'))
    return { ...NOTHING, kind: 'encrypted-private-key', isSecret: true, encoding: 'PEM', actions: ['import-key'] };
  if (text.includes('PRIVATE KEY'))
    return {
      ...NOTHING,
      kind: 'private-key',
      isSecret: true,
      encoding: 'PEM',
      keys: [{ ...key, kid: null, known: null }],
      actions: ['import-key'],
    };
  if (text.includes('"keys"')) {
    const weak = { ...key, kid: 'DCM-2026-B', bits: 1024, problem: 'RSA_TOO_SHORT', known: null };
    return { ...NOTHING, kind: 'jwks', encoding: 'JSON', keys: [key, weak], actions: ['import-snapshot', 'show-key'] };
  }
  if (text.includes('"kty"'))
    return { ...NOTHING, kind: 'public-jwk', encoding: 'JSON', keys: [key], actions: ['show-key', 'compare'] };
  return NOTHING;
}

/** Two JWKs, member by member. */
export function fakeCompared(left: string, right: string): Compared {
  const [one, other] = [left, right].map((text) => JSON.parse(text) as Record<string, string>);
  const members = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])];
  const rows = members.map((member) => {
    const [mine = null, theirs = null] = [one?.[member], other?.[member]];
    return { member, left: mine, right: theirs, isEqual: mine === theirs };
  });
  return { isSameKey: one?.['n'] === other?.['n'], rows };
}

/** Two years of a key, as its passport tells them. */
export function fakeLife(kid: string): Pick<Passport, 'moves' | 'uses' | 'events'> {
  const by = 'o.koval@sec-desk-2 (not verified)';
  const events = [
    fakeEvent(2, 'key.generated', { kid, state: 'active' }),
    ...Array.from({ length: 28 }, (_, index) => fakeEvent(3 + index, 'token.signed', { kid, flow: 'sign-in' })),
    fakeEvent(31, 'key.moved', { kid, from: 'active', to: 'suspended', reason: 'phone lost, T-4711' }),
    fakeEvent(36, 'key.moved', { kid, from: 'suspended', to: 'active', reason: 'phone found again' }),
  ];
  const at = (seq: number) => fakeEvent(seq, 'key.moved', {}).at;
  return {
    events,
    moves: [
      { seq: 2, at: at(2), from: null, to: 'active', reason: null, by },
      { seq: 31, at: at(31), from: 'active', to: 'suspended', reason: 'phone lost, T-4711', by },
      { seq: 36, at: at(36), from: 'suspended', to: 'active', reason: 'phone found again', by },
    ],
    uses: { total: 28, probes: 2, withoutFlow: 0, byFlow: [{ flow: 'sign-in', count: 26 }], lastAt: at(30) },
  };
}
