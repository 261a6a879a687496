import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affectedCsv } from '../../electron/domain/scan-affected-csv.ts';
import { affectedCount } from '../../electron/services/scan-affected.ts';
import { HARMFUL_ANOMALIES, scanAffectedSchema } from '../../shared/model/scan-affected.ts';
import { ANOMALIES } from '../../shared/model/scan.ts';
import { digestOf } from '../domain/tokens.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { scanUse } from '../fakes/scan-uses.ts';

const T = Date.UTC(2026, 9, 12);
const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
/** A use of the token of that number by somebody. */
const anyUse = fc.record({
  token: fc.integer({ min: 0, max: 5 }),
  anomalies: fc.subarray([...ANOMALIES]),
  isSignatureGood: fc.boolean(),
  arrivedAt: fc.option(fc.integer({ min: T, max: T + 9 }), { nil: null }),
});
type AnyUse = typeof anyUse extends fc.Arbitrary<infer U> ? U : never;
const useOf = ({ token, anomalies, isSignatureGood, arrivedAt }: AnyUse) => ({
  ...{ sha256: digestOf(String(token)), anomalies, arrivedAt },
  judged: { ...scanUse(0, 0).judged, isSignatureGood, sub: token === 0 ? null : `s${String(token % 3)}`, obj: 'o' },
});

describe('whom a scan affects', () => {
  it('are those whom genuine tokens name that were used as they should not be, with counts and times', () => {
    fc.assert(
      fc.property(fc.array(anyUse, { maxLength: 40 }), (all) => {
        const uses = all.map((one) => useOf(one));
        const count = affectedCount(memorySpill);
        for (const one of uses) count.add(one);
        const harmful: readonly string[] = HARMFUL_ANOMALIES;
        const bad = uses.filter(
          (one) => one.judged.isSignatureGood && one.anomalies.some((id) => harmful.includes(id)),
        );
        const subs = [...new Set(bad.map(({ judged }) => judged.sub))].filter((sub) => sub !== null);
        const expected = subs.map((sub) => {
          const of = bad.filter(({ judged }) => judged.sub === sub);
          const times = of.flatMap(({ arrivedAt }) => (arrivedAt === null ? [] : [arrivedAt]));
          return {
            value: sub,
            uses: of.length,
            tokens: new Set(of.map(({ sha256 }) => sha256)).size,
            firstSeen: iso(times.length === 0 ? null : Math.min(...times)),
            lastSeen: iso(times.length === 0 ? null : Math.max(...times)),
            anomalies: HARMFUL_ANOMALIES.filter((id) => of.some(({ anomalies }) => anomalies.includes(id))),
          };
        });
        const summary = scanAffectedSchema.parse(count.summary());
        expect(summary.sub.top).toEqual(expected.toSorted((one, other) => other.uses - one.uses));
        expect([summary.sub.total, summary.obj.total]).toEqual([subs.length, bad.length === 0 ? 0 : 1]);
        expect([...count.each()].map(({ kind }) => kind)).toEqual([
          ...subs.map(() => 'sub'),
          ...(bad.length === 0 ? [] : ['obj']),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('are counted to a bound, behind which uses are counted and names are not', () => {
    const count = affectedCount(memorySpill, 100);
    for (let at = 0; at < 1000; at += 1) {
      const judged = { ...scanUse(0, 0).judged, isSignatureGood: true, sub: `s${String(at % 250)}`, obj: null };
      count.add({ sha256: digestOf(String(at)), judged, arrivedAt: T + at, anomalies: ['replayed'] });
    }
    const { sub, beyond } = count.summary();
    expect([sub.total, beyond, sub.top[0]?.uses, sub.top.length]).toEqual([100, 600, 4, 10]);
    expect([...count.each()].length).toBe(100);
  });

  it('open no file where nothing is wrong', () => {
    const count = affectedCount(() => {
      throw new Error('opened');
    });
    for (const id of ANOMALIES)
      count.add({ ...useOf({ token: 1, anomalies: [id], isSignatureGood: false, arrivedAt: T }) });
    expect(count.summary()).toEqual({ sub: { total: 0, top: [] }, obj: { total: 0, top: [] }, beyond: 0 });
  });

  it('become a table that a spreadsheet runs nothing of', () => {
    const count = affectedCount(memorySpill);
    const judged = { ...scanUse(0, 0).judged, isSignatureGood: true, sub: '=1+1', obj: 'a;-2' };
    count.add({ sha256: digestOf('x'), judged, arrivedAt: T, anomalies: ['replayed', 'burst', 'two-addresses'] });
    const times = '2026-10-12T00:00:00.000Z,2026-10-12T00:00:00.000Z,replayed two-addresses\r\n';
    expect([...affectedCsv(count.each())].slice(1)).toEqual([`sub,'=1+1,1,1,${times}`, `obj,"a;'-2",1,1,${times}`]);
  });
});
