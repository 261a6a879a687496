import { describe, expect, it } from 'vitest';
import { stretchAt, stretchesOf } from '../../electron/domain/jwks-stretches.ts';
import { publications } from '../../electron/domain/published-keys.ts';
import type { Sighting } from '../../shared/model/sighting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';

const at = (clock: string): string => `2026-10-12T${clock}:00.000Z`;
const ms = (clock: string): number => Date.parse(at(clock));

function snapshot(id: number, more: Partial<Snapshot> = {}): Snapshot {
  const facts = { env: 'bank', takenAt: at('00:00'), source: 'https://dcm.example', trust: 'fetched' as const };
  return { id, ...facts, sha256: String(id), kids: [], problem: null, ...more };
}
let next = 0;
function seen(snapshotId: number, from: string, to = from, more: Partial<Sighting> = {}): Sighting {
  const facts = { env: 'bank', source: 'https://dcm.example', trust: 'fetched' as const, certificateSha256: null };
  return { id: (next += 1), snapshotId, firstAt: at(from), lastAt: at(to), ...facts, ...more };
}
const file = { trust: 'file', source: 'jwks.json' } as const;
/** The set that is chosen at an instant, the look that speaks for it, and whether it is later. */
function chosen(stretches: ReturnType<typeof stretchesOf>, clock: string): readonly unknown[] {
  const found = stretchAt(stretches, ms(clock));
  return found === null
    ? []
    : [found.stretch.snapshotId, new Date(found.seenAt).toISOString().slice(11, 16), found.isLater];
}

describe('the set of an instant', () => {
  const two = stretchesOf([snapshot(1), snapshot(2)], [seen(1, '10:00', '12:00'), seen(2, '14:00', '15:00')], []);

  it('is that of the newest look at or before it; what is told is a look that was really made', () => {
    expect(chosen(two, '10:00')).toEqual([1, '10:00', false]);
    expect(chosen(two, '11:00')).toEqual([1, '10:00', false]);
    expect(chosen(two, '12:00')).toEqual([1, '12:00', false]);
    expect(chosen(two, '13:59')).toEqual([1, '12:00', false]);
    expect(chosen(two, '14:00')).toEqual([2, '14:00', false]);
    expect(chosen(two, '20:00')).toEqual([2, '15:00', false]);
  });

  it('is the earliest of all before the first look, and said to be later', () => {
    expect(chosen(two, '09:59')).toEqual([1, '10:00', true]);
    expect(chosen([], '09:59')).toEqual([]);
  });

  it('is never a bad one: the last good one stays', () => {
    const all = [snapshot(1), snapshot(2, { problem: 'has one kid twice' })];
    const stretches = stretchesOf(all, [seen(2, '09:00'), seen(1, '10:00'), seen(2, '11:00', '12:00')], []);
    expect(chosen(stretches, '12:00')).toEqual([1, '10:00', false]);
    expect(chosen(stretches, '09:30')).toEqual([1, '10:00', true]);
    expect(chosen(stretchesOf(all, [seen(2, '11:00')], []), '12:00')).toEqual([1, '00:00', false]);
  });

  it('is found in snapshots of before there were sightings, each seen once', () => {
    const old = [snapshot(1, { takenAt: at('08:00') }), snapshot(2, { takenAt: at('09:00') })];
    const stretches = stretchesOf(old, [seen(2, '10:00')], []);
    expect(chosen(stretches, '08:30')).toEqual([1, '08:00', false]);
    expect(chosen(stretches, '09:30')).toEqual([1, '08:00', false]);
    expect(chosen(stretches, '10:00')).toEqual([2, '10:00', false]);
  });

  it('of two looks at once is the one that is vouched for', () => {
    const stretches = stretchesOf([snapshot(1), snapshot(2)], [seen(1, '10:00'), seen(2, '10:00', '10:00', file)], []);
    expect(chosen(stretches, '10:00')).toEqual([1, '10:00', false]);
  });
});

describe('a file that says it was taken inside a stretch', () => {
  const snapshots = [snapshot(1), snapshot(2)];
  const sightings = [seen(1, '10:00', '12:00'), seen(2, '11:00', '11:00', file)];

  it('counts from its time to the next look, where nobody watched', () => {
    const stretches = stretchesOf(snapshots, sightings, []);
    expect(['10:30', '11:00', '11:30', '12:00'].map((clock) => chosen(stretches, clock)[0])).toEqual([1, 2, 2, 1]);
  });

  it('does not overrule what was seen by watching', () => {
    const watched = [{ id: 1, env: 'bank', from: at('10:00'), to: at('12:00') }];
    const stretches = stretchesOf(snapshots, sightings, watched);
    expect(['10:30', '11:00', '11:30', '12:00'].map((clock) => chosen(stretches, clock)[0])).toEqual([1, 1, 1, 1]);
  });
});

describe('when a key was seen published', () => {
  const key = (thumbprint: string) => ({ thumbprint, identity: thumbprint });
  const sets = new Map([
    [1, new Map([['a', key('A')]])],
    [
      2,
      new Map([
        ['a', key('A')],
        ['b', key('B')],
      ]),
    ],
    [3, new Map([['b', key('B')]])],
    [4, new Map([['a', key('other')]])],
  ]);
  const shown = (...sightings: readonly Sighting[]) => {
    const bad = [snapshot(9, { problem: 'bad' })];
    const stretches = stretchesOf([1, 2, 3, 4].map((id) => snapshot(id)).concat(bad), sightings, []).filter(
      ({ from }) => from > ms('00:00'),
    );
    return publications(stretches, (id) => sets.get(id) ?? new Map()).map(
      ({ kid, thumbprint, spans, isListedNow }) =>
        `${kid}/${thumbprint ?? '-'} ${spans
          .map((one) => [one.from, one.to].map((instant) => new Date(instant).toISOString().slice(11, 16)).join('-'))
          .join(',')}${isListedNow ? ' now' : ''}`,
    );
  };

  it('goes on from set to set while each one lists it, and ends with the last that did', () => {
    expect(shown(seen(1, '10:00', '11:00'), seen(2, '12:00', '13:00'), seen(3, '14:00'))).toEqual([
      'a/A 10:00-13:00',
      'b/B 12:00-14:00 now',
    ]);
  });

  it('begins anew after it was seen to be away', () => {
    expect(shown(seen(1, '10:00'), seen(3, '11:00'), seen(1, '12:00'))).toEqual([
      'a/A 10:00-10:00,12:00-12:00 now',
      'b/B 11:00-11:00',
    ]);
  });

  it('tells two keys under one kid apart', () => {
    expect(shown(seen(1, '10:00'), seen(4, '11:00'))).toEqual(['a/A 10:00-10:00', 'a/other 11:00-11:00 now']);
  });

  it('learns nothing from a bad set, neither that a key was there nor that it was away', () => {
    expect(shown(seen(1, '10:00'), seen(9, '11:00'), seen(1, '12:00'))).toEqual(['a/A 10:00-12:00 now']);
  });
});
