import type { ScanFilter } from '../../shared/model/scan-result.ts';
import { HARMFUL_ANOMALIES } from '../../shared/model/scan-affected.ts';
import { type AnomalyId, ANOMALIES } from '../../shared/model/scan.ts';
import type { ScanRows } from './scan-rows.ts';

/** Which rows of a block fit a filter: their places within the block, and how many there are. */
export type BlockMatch = (block: number) => { readonly places: Uint32Array; readonly count: number };

/** What is asked within the core: only uses that harm those whom they name, too. */
export type StoreFilter = ScanFilter & { readonly isHarmful?: true };

/** How one column is looked at. */
type Test = (block: number, places: Uint32Array, count: number) => number;

/**
 * Makes the search of one filter. Column after column takes rows away, so that what is read is the few columns that the
 * filter names. What it names and no row has is looked up anew each time, because rows are still being added.
 */
export function blockMatch(rows: ScanRows, filter: StoreFilter, blockRows: number): BlockMatch {
  const places = new Uint32Array(blockRows);
  const tests = testsOf(rows, filter);
  return (block) => {
    let count = rows.uses.whole('token', block).length;
    for (let at = 0; at < count; at += 1) places[at] = at;
    for (const test of tests) count = test(block, places, count);
    return { places, count };
  };
}

const bitOf = (anomaly: AnomalyId) => 1 << ANOMALIES.indexOf(anomaly);
const HARMFUL_BITS = HARMFUL_ANOMALIES.reduce((bits, one) => bits | bitOf(one), 0);

function testsOf(rows: ScanRows, filter: StoreFilter): readonly Test[] {
  const { outcome, code, issuer, anomaly, file, time, isHarmful } = filter;
  const tests: Test[] = [];
  const whole = (name: Parameters<ScanRows['uses']['whole']>[0], isMeant: (value: number) => boolean) =>
    tests.push((block, places, count) => keep(rows.uses.whole(name, block), places, count, isMeant));
  if (outcome !== undefined || code !== undefined || issuer !== undefined) {
    const isMeant = (number: number) => {
      const ruling = rows.ruling(number);
      return (
        (outcome === undefined || ruling.outcome === outcome) &&
        (code === undefined || ruling.code === code) &&
        (issuer === undefined || ruling.issuer === issuer)
      );
    };
    // There are few rulings: each is looked at once.
    const answers: boolean[] = [];
    whole('ruling', (number) => (answers[number] ??= isMeant(number)));
  }
  if (anomaly !== undefined) {
    const bit = bitOf(anomaly);
    whole('odd', (odd) => (odd & bit) !== 0);
  }
  if (isHarmful) whole('odd', (odd) => (odd & HARMFUL_BITS) !== 0);
  if (file !== undefined) whole('file', (value) => value === rows.fileNumber(file));
  for (const name of ['kid', 'sub', 'obj', 'flow'] as const) {
    const wanted = filter[name];
    if (wanted === undefined) continue;
    tests.push((block, places, count) => {
      const number = rows.texts.find(wanted);
      return number === undefined ? 0 : keep(rows.uses.whole(name, block), places, count, (value) => value === number);
    });
  }
  if (time === null) {
    tests.push((block, places, count) => keep(rows.uses.double('arrived', block), places, count, Number.isNaN));
  } else if (time !== undefined) {
    tests.push((block, places, count) =>
      keep(rows.uses.double('arrived', block), places, count, (at) => at >= time.from && at < time.to),
    );
  }
  return tests;
}

function keep(
  column: Uint32Array | Float64Array,
  places: Uint32Array,
  count: number,
  isMeant: (value: number) => boolean,
): number {
  let kept = 0;
  for (let at = 0; at < count; at += 1) {
    const place = places[at] ?? 0;
    if (isMeant(column[place] ?? 0)) {
      places[kept] = place;
      kept += 1;
    }
  }
  return kept;
}
