import { describe, expect, it } from 'vitest';
import { gradeOf } from '../../renderer/features/dcm/reconcile-grade.ts';
import { isOverByWord, successorsOf, whyNoProbe } from '../../renderer/features/dcm/under-way.ts';
import type { Reconciliation } from '../../shared/model/reconciliation.ts';
import { fakeKey, NOW } from '../fakes/fake-core/facts.ts';
import { fakeRotation } from '../fakes/fake-core/rotation-handlers.ts';

const now = Date.parse(NOW);
const old = fakeKey({ kid: 'old', state: 'suspended' });

describe('a probe of a key', () => {
  it.each([
    ['state', { state: 'compromised' }],
    ['state', { state: 'retired' }],
    ['elsewhere', { custody: 'elsewhere' }],
    ['unavailable', { unavailableSince: NOW }],
    ['expired', { expiresAt: NOW }],
    [null, { state: 'active' }],
    [null, { state: 'suspended', expiresAt: null }],
  ] as const)('is refused for %s', (why, part) => {
    expect(whyNoProbe(fakeKey({ kid: 'old', ...part }), now)).toBe(why);
  });
});

describe('an emergency', () => {
  it('is over by DCM’s word only where no probe can be signed and the key is gone from the list', () => {
    const gone = fakeRotation({ steps: [{ step: 'old-unlisted', at: NOW, note: null }] });
    const stolen = fakeKey({ kid: 'old', state: 'compromised' });
    expect(isOverByWord(gone, stolen)).toBe(true);
    expect(isOverByWord(gone, old)).toBe(false);
    expect(isOverByWord(fakeRotation({}), stolen)).toBe(false);
  });

  it('takes only keys that were made to replace this one, here, and can still sign', () => {
    const good = fakeKey({ kid: 'a', replaces: 'old', state: 'draft' });
    const others = [
      fakeKey({ kid: 'b', replaces: 'another' }),
      fakeKey({ kid: 'c', replaces: 'old', env: 'stage' }),
      fakeKey({ kid: 'd', replaces: 'old', custody: 'elsewhere' }),
      fakeKey({ kid: 'e', replaces: 'old', state: 'suspended' }),
    ];
    expect(successorsOf([...others, good], old)).toEqual([good]);
  });
});

describe('a comparison is as bad as the worst that it found', () => {
  const clean: Reconciliation = {
    env: 'practice',
    at: NOW,
    matched: [],
    missing: [],
    extra: [],
    changed: [],
    duplicateKids: [],
    isDrift: false,
  };
  const matched = [{ kid: 'k', guid: 'g', thumbprint: 't' }];
  const stranger = { kid: 'k', guid: 'g', thumbprint: 't', adopted: null };
  const adopted = { ...stranger, adopted: { owner: 'o', reason: 'r', at: NOW } };
  it.each([
    ['empty', {}],
    ['same', { matched }],
    ['same', { extra: [adopted] }],
    ['open', { matched, missing: [{ kid: 'new', guid: null, thumbprint: 't' }] }],
    ['wrong', { missing: [{ kid: 'old', guid: 'g', thumbprint: 't' }] }],
    ['wrong', { matched, duplicateKids: ['k'] }],
    ['alarm', { matched, extra: [adopted, stranger] }],
    ['alarm', { changed: [{ kid: 'k', guid: 'g', expectedThumbprint: 't', thumbprint: null }] }],
  ] as const)('%s', (grade, found) => {
    expect(gradeOf({ ...clean, ...(found as Partial<Reconciliation>) })).toBe(grade);
  });
});
