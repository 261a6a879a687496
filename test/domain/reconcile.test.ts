import { describe, expect, it } from 'vitest';
import { compareWithList, type ListedEntry, type OurSide } from '../../electron/domain/reconcile.ts';

const key = (kid: string, state: OurSide['keys'][number]['state'] = 'active') => ({
  kid,
  state,
  thumbprint: `thumb-${kid}`,
});
const entry = (kid: string | null, more: Partial<ListedEntry> = {}): ListedEntry => ({
  guid: `guid-${kid ?? 'none'}`,
  kid,
  thumbprint: `thumb-${kid ?? 'none'}`,
  ...more,
});
const registered = (kid: string, state: OurSide['registrations'][number]['state'] = 'listed') => ({
  kid,
  state,
  thumbprint: `thumb-${kid}`,
  guid: `guid-${kid}`,
});
const ours = (part: Partial<OurSide> = {}): OurSide => ({ keys: [], registrations: [], adoptions: [], ...part });

describe('our keys beside DCM’s list', () => {
  it('match by kid and thumbprint together', () => {
    const found = compareWithList(ours({ keys: [key('a')] }), [entry('a')]);
    expect(found).toMatchObject({ matched: [{ kid: 'a', guid: 'guid-a', thumbprint: 'thumb-a' }], isDrift: false });
  });

  it('are missing where an active one, or one that DCM once listed, is not there', () => {
    const keys = [key('active'), key('paused', 'suspended'), key('never', 'suspended'), key('new', 'draft')];
    const found = compareWithList(ours({ keys, registrations: [registered('paused', 'proven')] }), []);
    expect(found.missing.map(({ kid, guid }) => [kid, guid])).toEqual([
      ['active', null],
      ['paused', 'guid-paused'],
    ]);
    expect(found.isDrift).toBe(true);
  });

  it('are not missing when they are retired, deleted or compromised', () => {
    const keys = [key('r', 'retired'), key('d', 'deleted'), key('c', 'compromised')];
    const registrations = keys.map(({ kid }) => registered(kid));
    expect(compareWithList(ours({ keys, registrations }), [])).toMatchObject({ missing: [], isDrift: false });
  });

  it('are matched in every state: that a stolen key is still listed is seen there', () => {
    const found = compareWithList(ours({ keys: [key('c', 'compromised')] }), [entry('c')]);
    expect(found.matched.map(({ kid }) => kid)).toEqual(['c']);
  });

  it('are changed where our kid names another key, or our entry another kid', () => {
    const side = ours({ keys: [key('a'), key('b')], registrations: [registered('b')] });
    const found = compareWithList(side, [
      entry('a', { thumbprint: 'other' }),
      entry('stranger', { guid: 'guid-b', thumbprint: null }),
    ]);
    expect(found.changed).toEqual([
      { kid: 'a', guid: 'guid-a', expectedThumbprint: 'thumb-a', thumbprint: 'other' },
      { kid: 'b', guid: 'guid-b', expectedThumbprint: 'thumb-b', thumbprint: null },
    ]);
    expect([found.extra, found.isDrift]).toEqual([[], true]);
  });

  it('stand beside extra ones: an alarm, until somebody answers for exactly that key', () => {
    const adoption = {
      env: 'e',
      guid: 'guid-x',
      thumbprint: 'thumb-x',
      owner: 'back end',
      reason: 'known',
      at: '2026-11-25T00:00:00.000Z',
    };
    expect(compareWithList(ours(), [entry('x')])).toMatchObject({ extra: [{ adopted: null }], isDrift: true });
    const adopted = compareWithList(ours({ adoptions: [adoption] }), [entry('x')]);
    expect(adopted).toMatchObject({ extra: [{ kid: 'x', adopted: { owner: 'back end' } }], isDrift: false });
    const swapped = compareWithList(ours({ adoptions: [adoption] }), [entry('x', { thumbprint: 'another' })]);
    expect(swapped).toMatchObject({ extra: [{ adopted: null }], isDrift: true });
  });

  it('name every kid that stands there twice, once', () => {
    const twice = [entry('a'), entry('a', { guid: '2' }), entry('a', { guid: '3' }), entry(null), entry(null)];
    const found = compareWithList(ours({ keys: [key('a')] }), twice);
    expect([found.duplicateKids, found.isDrift]).toEqual([['a'], true]);
  });
});
