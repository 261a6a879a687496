import { describe, expect, it } from 'vitest';
import { archivedSets, setBefore } from '../../renderer/features/dcm/archived-sets.ts';
import { partOf, timeAxis } from '../../renderer/features/dcm/time-axis.ts';
import { readTypedUtc } from '../../renderer/text/typed-time.ts';
import type { Sighting } from '../../shared/model/sighting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';

const at = (hour: number) => `2026-10-12T${String(hour).padStart(2, '0')}:00:00.000Z`;

function snapshot(id: number, problem: string | null = null): Snapshot {
  const plain = { env: 'bank', source: 'https://dcm', trust: 'fetched', sha256: 'ab', kids: [] } as const;
  return { ...plain, id, takenAt: at(id), kids: [], problem };
}

function seen(id: number, snapshotId: number, from: number, to: number): Sighting {
  const plain = { env: 'bank', source: 'https://dcm', trust: 'fetched', certificateSha256: null } as const;
  return { ...plain, id, snapshotId, firstAt: at(from), lastAt: at(to) };
}

describe('the kept sets', () => {
  // 1, then 2, then the bad 3, then 1 again.
  const sets = archivedSets(
    'bank',
    [snapshot(1), snapshot(2), snapshot(3, 'one kid twice'), { ...snapshot(9), env: 'other' }],
    [seen(1, 1, 1, 2), seen(2, 2, 3, 4), seen(3, 3, 5, 6), seen(4, 1, 7, 8)],
  );

  it('stand by when they were last seen, each with all the times at which it was', () => {
    expect(sets.map((one) => [one.snapshot.id, one.firstAt, one.lastAt, one.looks.map(({ id }) => id)])).toEqual([
      [1, at(1), at(8), [4, 1]],
      [3, at(5), at(6), [3]],
      [2, at(3), at(4), [2]],
    ]);
  });

  it('say which one is in force and which one was refused', () => {
    expect(sets.map(({ standing }) => standing)).toEqual(['newest', 'refused', 'kept']);
    const onlyBad = archivedSets('bank', [snapshot(3, 'bad')], []);
    expect(onlyBad.map(({ standing, lastAt }) => [standing, lastAt])).toEqual([['refused', at(3)]]);
  });

  it('are compared with the good one before', () => {
    const before = sets.map((one) => setBefore(sets, one)?.snapshot.id ?? null);
    expect(before).toEqual([null, 2, 1]);
  });
});

describe('the axis of time', () => {
  const keys = [{ kid: 'one', thumbprint: null, isListedNow: true, distrustedSince: null }];
  const spans = [{ from: at(4), to: at(8) }];

  it('begins with the first look and ends now', () => {
    const archive = { keys: keys.map((one) => ({ ...one, spans })), notWatched: [{ from: at(8), to: null }] };
    const axis = timeAxis(archive, Date.parse(at(12)));
    expect(partOf(axis, { from: at(4), to: at(8) })).toEqual({ left: 'min(0.000%, 100% - 4px)', width: '50.000%' });
    expect(partOf(axis, { from: at(8), to: null })).toEqual({ left: 'min(50.000%, 100% - 4px)', width: '50.000%' });
  });

  it('is an hour long where everything was seen just now', () => {
    const axis = timeAxis({ keys: [], notWatched: [] }, Date.parse(at(12)));
    expect(axis).toEqual({ fromMs: Date.parse(at(11)), toMs: Date.parse(at(12)) });
  });
});

describe('a time that is typed', () => {
  it.each([
    ['2026-11-01T03:00', '2026-11-01T03:00:00.000Z'],
    [' 2026-11-01 03:00:05Z ', '2026-11-01T03:00:05.000Z'],
    ['2026-11-01', null],
    ['2026-13-01T03:00', null],
    ['2026-11-01T03:00+02:00', null],
    ['', null],
  ])('%j is read as UTC or not at all', (typed, instant) => {
    expect(readTypedUtc(typed)).toBe(instant);
  });
});
