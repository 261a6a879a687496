import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanFilter, ScanSort } from '../../shared/model/scan-result.ts';
import type { ScanUse } from '../../electron/services/scan.ts';
import { BLOCK_ROWS } from '../../electron/services/scan-columns.ts';
import { createScanStore, type ScanStore } from '../../electron/services/scan-store.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { EVENING, incidentUses, scanUse } from '../fakes/scan-uses.ts';

const BY_PLACE: ScanSort = { by: 'place', isDescending: false };
/** More than a block, so that rows come from the file and from memory. */
const COUNT = BLOCK_ROWS + 3000;

let uses: ScanUse[];
let store: ScanStore;
beforeAll(() => {
  store = createScanStore(memorySpill);
  const once = [...incidentUses()];
  uses = Array.from({ length: COUNT }, (_, at) => {
    const use = once[at % once.length] ?? scanUse(0, 0);
    return { ...use, source: { ...use.source, line: at + 1 } };
  });
  const first = new Map<string, ScanUse['source']>();
  uses = uses.map((use) => {
    const duplicateOf = first.get(use.sha256) ?? null;
    if (duplicateOf === null) first.set(use.sha256, use.source);
    return { ...use, duplicateOf };
  });
  for (const use of uses) store.add(use);
});
afterAll(() => store.erase());

/** The same question asked of a plain list. */
function fits({ judged, source, arrivedAt, anomalies }: ScanUse, filter: ScanFilter): boolean {
  const { file, anomaly, time, ...members } = filter;
  return (
    Object.entries(members).every(([name, value]) => judged[name as keyof typeof judged] === value) &&
    (file === undefined || source.file === file) &&
    (anomaly === undefined || anomalies.includes(anomaly)) &&
    (time === undefined ||
      (time === null ? arrivedAt === null : arrivedAt !== null && arrivedAt >= time.from && arrivedAt < time.to))
  );
}

const FILTERS: readonly ScanFilter[] = [
  {},
  { outcome: 'invalid' },
  { code: 'KEY_UNKNOWN' },
  { issuer: 'dcm', kid: '54321' },
  { anomaly: 'two-addresses' },
  { sub: 'olena.koval@bank.example' },
  { obj: '26000003', flow: 'sign-in' },
  { file: 'logs/app-2.log.gz' },
  { file: 'of-no-scan.log' },
  { sub: 'nobody' },
  { kid: null },
  { time: null },
  { time: { from: EVENING + 3_600_000, to: EVENING + 3_660_000 } },
  { outcome: 'undetermined', time: { from: EVENING, to: EVENING + 1e9 } },
];

describe('what a scan has found', () => {
  it.each(FILTERS)('is filtered as a plain list is: %j', (filter) => {
    const expected = uses.flatMap((use, row) => (fits(use, filter) ? [row] : []));
    const { total, rows } = store.page(filter, BY_PLACE, 0, 200);
    expect([total, rows.map(({ row }) => row)]).toEqual([expected.length, expected.slice(0, 200)]);
    const offset = Math.max(0, expected.length - 150);
    const end = store.page(filter, BY_PLACE, offset, 200);
    expect(end.rows.map(({ row }) => row)).toEqual(expected.slice(offset));
    const turned = store.page(filter, { by: 'place', isDescending: true }, 5, 20);
    expect(turned.rows.map(({ row }) => row)).toEqual(expected.toReversed().slice(5, 25));
    const seen: number[] = [];
    for (const use of store.each(filter)) seen.push(use.source.line - 1);
    expect(seen).toEqual(expected);
  });

  it.each([false, true])('is put in the order of time, what has none last; descending: %s', (isDescending) => {
    const time = ({ arrivedAt }: ScanUse) => (arrivedAt ?? Number.NaN) * (isDescending ? -1 : 1);
    const expected = [...uses.keys()].toSorted((one, other) => {
      const [left, right] = [time(uses[one] ?? scanUse(0, 0)), time(uses[other] ?? scanUse(0, 0))];
      if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
      return left - right;
    });
    const { rows } = store.page({}, { by: 'time', isDescending }, 9000, 200);
    expect(rows.map(({ row }) => row)).toEqual(expected.slice(9000, 9200));
    const last = store.page({}, { by: 'time', isDescending }, COUNT - 3, 200);
    expect(last.rows.map(({ arrivedAt }) => arrivedAt)).toEqual([null, null, null]);
  });

  it('gives each use back as it came', () => {
    for (const row of [0, 11, 7300, 7420, BLOCK_ROWS - 1, BLOCK_ROWS, COUNT - 1]) {
      expect(store.read(row)).toEqual(uses[row]);
    }
    expect(() => store.read(COUNT)).toThrow(RangeError);
  });

  it('is counted, with the most frequent first', () => {
    const { uses: total, tokens, outcomes, codes, anomalies, sub, files } = store.counts();
    expect([total, tokens]).toEqual([COUNT, new Set(uses.map(({ sha256 }) => sha256)).size]);
    const count = (outcome: string) => uses.filter(({ judged }) => judged.outcome === outcome).length;
    expect(outcomes).toEqual(['valid', 'undetermined', 'invalid'].map((value) => ({ value, count: count(value) })));
    expect(codes.map(({ value }) => value)).toEqual([
      'OK',
      'TIME_NOT_JUDGED',
      'KEY_UNKNOWN',
      'SIGNATURE_INVALID',
      'TOKEN_EXPIRED',
    ]);
    expect(anomalies[0]?.value).toBe('key-unknown');
    expect([sub.distinct, sub.top.length]).toEqual([41, 41]);
    expect(sub.top.at(-1)).toEqual({ value: 'olena.koval@bank.example', count: 2 });
    expect(files.map(({ value }) => value)).toEqual(['gateway.log', 'logs/app-2.log.gz']);
  });

  it('is drawn by the minute, each use in one bar or said to have no time', () => {
    const { stepMs, bars, withoutTime } = store.histogram({});
    const sum = (of: 'total' | 'invalid' | 'undetermined') => bars.reduce((all, bar) => all + bar[of], 0);
    expect(withoutTime).toBe(uses.filter(({ arrivedAt }) => arrivedAt === null).length);
    expect(sum('total')).toBe(COUNT - withoutTime);
    expect(sum('invalid')).toBe(
      uses.filter(({ judged, arrivedAt }) => judged.outcome === 'invalid' && arrivedAt !== null).length,
    );
    expect([bars.length <= 120, bars.every(({ from }) => from % stepMs === 0)]).toEqual([true, true]);
    const minute = { from: EVENING + 7_260_000, to: EVENING + 7_320_000 };
    const zoomed = store.histogram({ time: minute });
    expect([zoomed.stepMs, zoomed.bars.length]).toEqual([1000, 60]);
    expect(zoomed.bars.reduce((all, bar) => all + bar.total, 0)).toBe(
      store.page({ time: minute }, BY_PLACE, 0, 1).total,
    );
  });

  it('is seen while it is still being found', () => {
    const growing = createScanStore(memorySpill);
    const totals: number[] = [];
    for (let at = 0; at < BLOCK_ROWS + 2; at += 1) {
      growing.add(scanUse(at, at, at === 3 || at > BLOCK_ROWS ? { judged: { outcome: 'invalid' } } : {}));
      if (at % 5461 === 5) totals.push(growing.page({ outcome: 'invalid' }, BY_PLACE, 0, 9).total);
    }
    expect([totals, growing.page({ outcome: 'invalid' }, BY_PLACE, 1, 9).rows]).toMatchObject([
      [1, 1, 1],
      [{ row: BLOCK_ROWS + 1 }],
    ]);
    growing.erase();
  });
});
