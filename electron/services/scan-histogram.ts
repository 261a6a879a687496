import type { ScanFilter, ScanHistogram } from '../../shared/model/scan-result.ts';
import { BLOCK_ROWS } from './scan-columns.ts';
import { blockMatch } from './scan-filter.ts';
import type { ScanRows } from './scan-rows.ts';

const MINUTE = 60_000;
const [HOUR, DAY] = [60 * MINUTE, 24 * 60 * MINUTE];
/** A person reads a bar as a minute, an hour, a day. */
const STEPS = [
  1000,
  10_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
  365 * DAY,
  3650 * DAY,
];
const MOST_BARS = 120;

/**
 * Counts uses by their time of arrival: between the limits of the filter's time, or from the first to the last of all that
 * fit the rest of it. A bar is a minute where there is room for that, and longer where there is not.
 */
export function scanHistogram(rows: ScanRows, filter: ScanFilter): ScanHistogram {
  const { time, ...rest } = filter;
  const match = blockMatch(rows, rest, BLOCK_ROWS);
  const blocks = Math.ceil(rows.uses.rows() / BLOCK_ROWS);
  let [first, last, withoutTime] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let block = 0; block < blocks; block += 1) {
    const { places, count } = match(block);
    const arrived = rows.uses.double('arrived', block);
    for (let at = 0; at < count; at += 1) {
      const instant = arrived[places[at] ?? 0] ?? Number.NaN;
      if (Number.isNaN(instant)) withoutTime += 1;
      else {
        if (instant < first) first = instant;
        if (instant > last) last = instant;
      }
    }
  }
  const [from, to] = time ? [time.from, time.to] : [first, last + 1];
  if (!(to > from) || !Number.isFinite(from) || !Number.isFinite(to)) return { stepMs: MINUTE, bars: [], withoutTime };
  const least = time ? 0 : MINUTE;
  const stepMs = STEPS.find((step) => step >= least && (to - from) / step < MOST_BARS - 1) ?? DAY * 36_500;
  const begin = Math.floor(from / stepMs) * stepMs;
  const bars = Array.from({ length: Math.ceil((to - begin) / stepMs) }, (_, at) => ({
    from: begin + at * stepMs,
    total: 0,
    invalid: 0,
    undetermined: 0,
  }));
  for (let block = 0; block < blocks; block += 1) {
    const { places, count } = match(block);
    const arrived = rows.uses.double('arrived', block);
    const rulings = rows.uses.whole('ruling', block);
    for (let at = 0; at < count; at += 1) {
      const place = places[at] ?? 0;
      const instant = arrived[place] ?? Number.NaN;
      const bar = instant >= from && instant < to ? bars[Math.floor((instant - begin) / stepMs)] : undefined;
      if (bar === undefined) continue;
      bar.total += 1;
      const { outcome } = rows.ruling(rulings[place] ?? 0);
      if (outcome !== 'valid') bar[outcome] += 1;
    }
  }
  return { stepMs, bars, withoutTime };
}
