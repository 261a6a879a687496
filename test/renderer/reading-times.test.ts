import { describe, expect, it } from 'vitest';
import { layOutLife, type Life, stateOfLife } from '../../renderer/components/life-layout.ts';
import { readTimeClaim } from '../../renderer/features/token-check/time-claim.ts';
import { readTypedInstant } from '../../renderer/text/typed-instant.ts';

const NOON = Date.UTC(2026, 10, 24, 12);
const SECONDS = NOON / 1000;

describe('a time claim', () => {
  it('is read in seconds, and a finer unit is named with what it would be in both readings', () => {
    const iso = '2026-11-24T12:00:00.000Z';
    expect(readTimeClaim(SECONDS)).toEqual({ kind: 'instant', iso });
    expect(readTimeClaim(NOON)).toEqual({ kind: 'finer', unit: 'milliseconds', meantIso: iso, year: 58_867 });
    expect(readTimeClaim(NOON * 1000)).toEqual({ kind: 'finer', unit: 'microseconds', meantIso: iso, year: null });
    expect(readTimeClaim(NOON * 1e6)).toMatchObject({ kind: 'finer', unit: 'nanoseconds', year: null });
  });

  it('is a length of time where it is too small, text where it is text, and nothing where it is nonsense', () => {
    expect(readTimeClaim(300)).toEqual({ kind: 'length', seconds: 300 });
    expect(readTimeClaim(String(SECONDS))).toEqual({ kind: 'text', meantIso: '2026-11-24T12:00:00.000Z' });
    expect(readTimeClaim('2026-11-24T14:00:00+02:00')).toEqual({ kind: 'text', meantIso: '2026-11-24T12:00:00.000Z' });
    expect(readTimeClaim('tomorrow')).toEqual({ kind: 'text', meantIso: null });
    for (const value of [-1, 1e300, Infinity, NaN, null, true, {}, 9e99]) {
      expect(readTimeClaim(value)).toEqual({ kind: 'none' });
    }
  });
});

describe('an instant that is typed', () => {
  it.each([
    ['2026-11-24 12:00', '2026-11-24T12:00:00.000Z'],
    ['2026-11-24T12:00:05Z', '2026-11-24T12:00:05.000Z'],
    ['2026-11-24T14:00:05.250+02:00', '2026-11-24T12:00:05.250Z'],
    ['2026-11-24 14:00:05,250 +0200', '2026-11-24T12:00:05.250Z'],
    ['[2026-11-24 12:00:05 UTC]', '2026-11-24T12:00:05.000Z'],
    [String(SECONDS), '2026-11-24T12:00:00.000Z'],
    [String(NOON + 7), '2026-11-24T12:00:00.007Z'],
  ])('%s is read', (typed, iso) => {
    expect(readTypedInstant(typed)).toBe(iso);
  });

  it('is not guessed where it could be read in two ways, or is none', () => {
    for (const typed of ['', '11/12/2026 03:00', '2026-13-40T00:00:00Z', '03:00', 'now', '2026-11-24', '12345']) {
      expect(readTypedInstant(typed)).toBeNull();
    }
  });
});

describe('the life of a token as a bar', () => {
  const life: Life = { fromMs: 0, startMs: null, toMs: 300_000, judgedMs: 120_000, leewayMs: 30_000 };
  const at = (judgedMs: number, part: Partial<Life> = {}) => stateOfLife({ ...life, ...part, judgedMs });

  it('says where the judged instant stands, to the millisecond', () => {
    expect([-30_001, -30_000, 0, 299_999, 300_000, 329_999, 330_000].map((ms) => at(ms))).toEqual([
      'before',
      'before-tolerated',
      'inside',
      'inside',
      'after-tolerated',
      'after-tolerated',
      'after',
    ]);
    expect([at(59_000, { startMs: 120_000 }), at(100_000, { startMs: 120_000 })]).toEqual([
      'before',
      'before-tolerated',
    ]);
    expect(at(1e15, { toMs: null })).toBe('inside');
  });

  it('keeps the order of things, and never lets the life shrink to a dot', () => {
    for (const judgedMs of [-1e12, -300_000, 0, 120_000, 310_000, 1e12]) {
      for (const toMs of [300_000, null]) {
        const { from, start, to, tolerated, judged, isBroken } = layOutLife({ ...life, judgedMs, toMs });
        const ends = [tolerated[0], from, start, to, tolerated[1]];
        expect(ends).toEqual([...ends].sort((one, other) => one - other));
        for (const share of [...ends, judged]) expect(share >= 0 && share <= 1).toBe(true);
        expect(Math.sign(judged - from)).toBe(Math.sign(judgedMs));
        if (toMs !== null) expect(to - from).toBeGreaterThan(0.2);
        if (toMs !== null) expect(isBroken).toBe(Math.abs(judgedMs) > 500_000);
      }
    }
  });
});
