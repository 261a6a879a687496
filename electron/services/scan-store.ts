import type { ScanCounts, ScanFilter, ScanHistogram, ScanRow, ScanSort } from '../../shared/model/scan-result.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import type { ScanUse } from './scan.ts';
import { BLOCK_ROWS } from './scan-columns.ts';
import { type BlockMatch, blockMatch, type StoreFilter } from './scan-filter.ts';
import { scanHistogram } from './scan-histogram.ts';
import { scanRows } from './scan-rows.ts';
import { scanTally } from './scan-tally.ts';

/** What a scan has found, to be looked at while it is still finding. Memory stays flat: rows lie in private files. */
export interface ScanStore {
  /** @throws DISK_FULL */
  add(use: ScanUse): void;
  /** Rows that fit, from the given one of them on. */
  page(filter: ScanFilter, sort: ScanSort, offset: number, limit: number): { total: number; rows: ScanRow[] };
  counts(): ScanCounts;
  histogram(filter: ScanFilter): ScanHistogram;
  /** @throws RangeError */
  read(row: number): ScanUse;
  /** All that fit, in the order of the files. */
  each(filter: StoreFilter): Generator<ScanUse>;
  erase(): void;
}

/** What is known of one filter: how many rows of each whole block fit, or in which order all that fit stand. */
interface Known {
  readonly match: BlockMatch;
  readonly counts: number[];
  ordered: { readonly rows: Uint32Array; readonly of: number; readonly isDescending: boolean } | null;
}

/** Filters that are looked at again are not searched again. */
const MOST_KNOWN = 4;

/** Makes an empty store. @throws DISK_FULL */
export function createScanStore(openSpill: OpenSpill): ScanStore {
  const rows = scanRows(openSpill);
  const tally = scanTally();
  const filters = new Map<string, Known>();

  function knownOf(filter: ScanFilter): Known {
    const name = JSON.stringify(filter, Object.keys(filter).toSorted().concat('from', 'to'));
    const known = filters.get(name) ?? { match: blockMatch(rows, filter, BLOCK_ROWS), counts: [], ordered: null };
    filters.delete(name);
    filters.set(name, known);
    const [oldest] = filters.keys();
    if (filters.size > MOST_KNOWN && oldest !== undefined) filters.delete(oldest);
    return known;
  }

  const wholeBlocks = () => Math.floor(rows.uses.rows() / BLOCK_ROWS);

  /** Only blocks that came since are looked at, and the one that is still being filled. */
  function totalOf({ match, counts }: Known): number {
    for (let block = counts.length; block < wholeBlocks(); block += 1) counts.push(match(block).count);
    return counts.reduce((sum, count) => sum + count, match(wholeBlocks()).count);
  }

  function byPlace({ match, counts }: Known, offset: number, limit: number): number[] {
    const found: number[] = [];
    let left = offset;
    for (let block = 0; block <= wholeBlocks() && found.length < limit; block += 1) {
      const count = counts[block];
      if (count !== undefined && count <= left) {
        left -= count;
        continue;
      }
      const fitting = match(block);
      for (let at = left; at < fitting.count && found.length < limit; at += 1) {
        found.push(block * BLOCK_ROWS + (fitting.places[at] ?? 0));
      }
      left = Math.max(0, left - fitting.count);
    }
    return found;
  }

  function inTime(known: Known, total: number, isDescending: boolean): Uint32Array {
    const now = rows.uses.rows();
    if (known.ordered?.of === now && known.ordered.isDescending === isDescending) return known.ordered.rows;
    const fitting = new Uint32Array(total);
    const keys = new Float64Array(total);
    let filled = 0;
    for (let block = 0; block <= wholeBlocks(); block += 1) {
      const { places, count } = known.match(block);
      const arrived = rows.uses.double('arrived', block);
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0;
        fitting[filled] = block * BLOCK_ROWS + place;
        keys[filled] = (arrived[place] ?? Number.NaN) * (isDescending ? -1 : 1);
        filled += 1;
      }
    }
    const ordered = orderBy(keys);
    for (let at = 0; at < ordered.length; at += 1) ordered[at] = fitting[ordered[at] ?? 0] ?? 0;
    known.ordered = { rows: ordered, of: now, isDescending };
    return ordered;
  }

  return {
    add(use) {
      const row = rows.add(use);
      const number = (name: 'kid' | 'sub' | 'obj' | 'flow') => rows.uses.at(name, row);
      tally.add(use, { kid: number('kid'), sub: number('sub'), obj: number('obj'), flow: number('flow') });
    },
    page(filter, { by, isDescending }, offset, limit) {
      const known = knownOf(filter);
      const total = totalOf(known);
      const count = Math.max(0, Math.min(limit, total - offset));
      let found: readonly number[];
      if (by === 'time') found = [...inTime(known, total, isDescending).subarray(offset, offset + count)];
      else if (isDescending) found = byPlace(known, total - offset - count, count).toReversed();
      else found = byPlace(known, offset, count);
      return { total, rows: found.map((row) => rowOf(row, rows.read(row))) };
    },
    counts: () => tally.read(rows.tokens(), (number) => rows.texts.text(number)),
    histogram: (filter) => scanHistogram(rows, filter),
    read: (row) => rows.read(row),
    *each(filter) {
      const match = blockMatch(rows, filter, BLOCK_ROWS);
      for (let block = 0; block <= wholeBlocks(); block += 1) {
        const { places, count } = match(block);
        // Others may look at a block while this one is being given out.
        for (const place of places.slice(0, count)) yield rows.read(block * BLOCK_ROWS + place, true);
      }
    },
    erase() {
      filters.clear();
      rows.erase();
    },
  };
}

/** The order of rising keys as places; what has none (NaN) comes last, and equal ones as they stand. */
function orderBy(keys: Float64Array): Uint32Array {
  const count = keys.length;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const key of keys) {
    if (key < least) least = key;
    if (key > most) most = key;
  }
  // Numbers are sorted without a call for each two of them; each key carries its place behind it, and 2^53 has room for both.
  const room = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(count, 1)) - 2;
  const span = Math.max(0, most - least);
  const scale = span > room ? room / span : 1;
  const last = Math.ceil(span * scale) + 1;
  const packed = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    const key = keys[at] ?? Number.NaN;
    packed[at] = (Number.isNaN(key) ? last : Math.floor((key - least) * scale)) * count + at;
  }
  packed.sort();
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) order[at] = (packed[at] ?? 0) % count;
  return order;
}

function rowOf(row: number, { source, duplicateOf, sha256, judged, arrivedAt, anomalies }: ScanUse): ScanRow {
  const { outcome, code, issuer, kid, sub, obj, flow } = judged;
  return {
    row,
    source,
    duplicateOf,
    sha256,
    outcome,
    code,
    issuer,
    kid,
    sub,
    obj,
    flow,
    arrivedAt,
    anomalies: [...anomalies],
  };
}
