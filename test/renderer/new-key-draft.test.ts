import { describe, expect, it } from 'vitest';
import {
  algorithmOf,
  algorithmsFor,
  keysOfOwner,
  lastDay,
  replaceableKeys,
  requestOf,
  startDraft,
} from '../../renderer/features/keys/new-key-draft.ts';
import { contract } from '../../shared/ipc/contract.ts';
import { emptyFacts, fakeKey, NOW } from '../fakes/fake-core/facts.ts';

const NOW_MS = Date.parse(NOW);
const EMPTY = startDraft(null);

describe('a new key', () => {
  it('ends on the same day one or two years on, on a chosen day, or never', () => {
    expect(lastDay(EMPTY, NOW_MS)).toBe('2027-11-23T00:00:00.000Z');
    expect(lastDay({ ...EMPTY, life: 'two-years' }, NOW_MS)).toBe('2028-11-23T00:00:00.000Z');
    expect(lastDay({ ...EMPTY, life: 'until', until: '2027-02-01' }, NOW_MS)).toBe('2027-02-01T00:00:00.000Z');
    expect(lastDay({ ...EMPTY, life: 'until' }, NOW_MS)).toBeNull();
    expect(lastDay({ ...EMPTY, life: 'none' }, NOW_MS)).toBeNull();
  });

  it('takes an algorithm of its environment, whatever was chosen for another', () => {
    const policy = {
      ...emptyFacts().state.policy,
      algorithmsByEnvironment: { stage: ['ES256' as const, 'EdDSA' as const] },
    };
    expect(algorithmsFor(policy, 'stage')).toEqual(['ES256', 'EdDSA']);
    expect(algorithmsFor(policy, 'dcm-live')).toEqual(['RS256']);
    expect(algorithmsFor(policy, 'constructor')).toEqual(['RS256']);
    expect(algorithmOf({ ...EMPTY, alg: 'EdDSA' }, ['ES256', 'EdDSA'])).toBe('EdDSA');
    expect(algorithmOf({ ...EMPTY, alg: 'EdDSA' }, ['RS256'])).toBe('RS256');
  });

  it('asks the core for what was typed, and for nothing where nothing was', () => {
    const at = { env: 'stage', alg: 'RS256', nowMs: NOW_MS } as const;
    const empty = requestOf({ ...EMPTY, label: '  ', owner: ' ' }, at);
    expect(empty).toMatchObject({ label: null, owner: null, purpose: null, flows: null, replaces: null, kid: null });
    const full = {
      ...EMPTY,
      label: ' Desk ',
      owner: 'Olena',
      flows: ['sign-in' as const],
      replaces: 'old',
      kid: 'new',
    };
    expect(requestOf(full, at)).toMatchObject({
      label: 'Desk',
      owner: 'Olena',
      flows: ['sign-in'],
      replaces: 'old',
      kid: 'new',
    });
    expect(contract['key.generate'].input.safeParse({ job: 'j', ...requestOf(full, at) }).success).toBe(true);
  });

  it('that takes the place of another begins with what is known of that one, but for its kid and its end', () => {
    const old = fakeKey({ kid: 'old', label: 'Desk', owner: 'Olena', purpose: 'payments', flows: ['sign-in'] });
    expect(startDraft(old)).toMatchObject({
      label: 'Desk',
      owner: 'Olena',
      purpose: 'payments',
      flows: ['sign-in'],
      replaces: 'old',
      kid: '',
      life: 'one-year',
    });
  });
});

describe('an owner', () => {
  const keys = [
    fakeKey({ kid: 'a', env: 'stage', owner: 'Olena Koval' }),
    fakeKey({ kid: 'b', env: 'stage', owner: 'Olena Koval', state: 'retired' }),
    fakeKey({ kid: 'c', env: 'dcm-live', owner: 'Olena Koval' }),
    fakeKey({ kid: 'd', env: 'stage', owner: null }),
    fakeKey({ kid: 'e', env: 'stage', owner: 'Ihor', state: 'compromised' }),
  ];
  const kidsOf = (owner: string, replaces: string | null = null) =>
    keysOfOwner(keys, 'stage', { ...EMPTY, owner, replaces }).map(({ kid }) => kid);

  it('is known to have an active key of the environment, however the name is typed', () => {
    expect(kidsOf(' olena KOVAL ')).toEqual(['a']);
    expect(kidsOf('Ihor')).toEqual([]);
    expect(kidsOf('')).toEqual([]);
  });

  it('is not reminded of the key that is replaced', () => {
    expect(kidsOf('Olena Koval', 'a')).toEqual([]);
  });

  it('may have a key replaced that signs, is suspended or is stolen, of the same environment', () => {
    expect(replaceableKeys(keys, 'stage').map(({ kid }) => kid)).toEqual(['a', 'd', 'e']);
  });
});
