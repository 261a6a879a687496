import {
  type Affected,
  AFFECTED_KINDS,
  type AffectedKind,
  HARMFUL_ANOMALIES,
  type ScanAffected,
} from '../../shared/model/scan-affected.ts';
import type { AnomalyId } from '../../shared/model/scan.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import { digestIndex } from '../domain/digest-index.ts';
import type { ScanRow } from '../domain/scan-export.ts';
import { type SpilledTexts, spilledTexts } from './scan-texts.ts';

/** Counts whom the uses of a scan affect. Their names lie in private files; memory holds some 80 octets for each. */
export interface AffectedCount {
  /** To be given each use in the order of the files. @throws DISK_FULL */
  add(use: Pick<ScanRow, 'sha256' | 'judged' | 'arrivedAt' | 'anomalies'>): void;
  summary(): ScanAffected;
  /** All that were told apart: each `sub`, then each `obj`, those with the most uses first. */
  each(): Generator<Affected & { readonly kind: AffectedKind }>;
  erase(): void;
}

/** More values of one kind than this are not told apart. */
const MOST_VALUES = 500_000;
const TOP = 10;

/** Makes one that has counted nothing. A scan in which nothing is wrong writes no file. */
export function affectedCount(openSpill: OpenSpill, mostValues = MOST_VALUES): AffectedCount {
  const tokens = digestIndex();
  const kinds = { sub: countOfKind(openSpill, mostValues), obj: countOfKind(openSpill, mostValues) };
  return {
    add({ sha256, judged, arrivedAt, anomalies }) {
      const harm = harmOf(anomalies);
      if (harm === 0 || !judged.isSignatureGood) return;
      const { isNew } = tokens.number(sha256);
      for (const kind of AFFECTED_KINDS) kinds[kind].add(judged[kind], { harm, isNew, arrivedAt });
    },
    summary: () => ({
      sub: kinds.sub.summary(),
      obj: kinds.obj.summary(),
      beyond: kinds.sub.beyond() + kinds.obj.beyond(),
    }),
    *each() {
      for (const kind of AFFECTED_KINDS) for (const one of kinds[kind].each()) yield { kind, ...one };
    },
    erase() {
      for (const kind of AFFECTED_KINDS) kinds[kind].erase();
    },
  };
}

/** One bit for each anomaly that harms. */
function harmOf(anomalies: readonly AnomalyId[]): number {
  let harm = 0;
  for (const [bit, one] of HARMFUL_ANOMALIES.entries()) if (anomalies.includes(one)) harm |= 1 << bit;
  return harm;
}

interface HarmfulUse {
  readonly harm: number;
  /** No use of this token was counted before. */
  readonly isNew: boolean;
  readonly arrivedAt: number | null;
}

interface CountOfKind extends Pick<AffectedCount, 'erase'> {
  add(value: string | null, use: HarmfulUse): void;
  beyond(): number;
  summary(): ScanAffected['sub'];
  each(): Generator<Affected>;
}

function countOfKind(openSpill: OpenSpill, mostValues: number): CountOfKind {
  let texts: SpilledTexts | null = null;
  let table = tableOf(64);
  let beyond = 0;

  /** By the number of its text, from 1. */
  function numberOf(value: string): number | null {
    texts ??= spilledTexts(openSpill());
    const isFull = texts.size() > mostValues;
    return isFull ? (texts.find(value) ?? null) : texts.number(value);
  }

  function read(number: number): Affected {
    const at = (times: Float64Array) => {
      const time = times[number] ?? Number.NaN;
      return Number.isNaN(time) ? null : new Date(time).toISOString();
    };
    return {
      value: texts?.text(number) ?? '',
      uses: table.uses[number] ?? 0,
      tokens: table.tokens[number] ?? 0,
      firstSeen: at(table.first),
      lastSeen: at(table.last),
      anomalies: HARMFUL_ANOMALIES.filter((_, bit) => ((table.harm[number] ?? 0) & (1 << bit)) !== 0),
    };
  }

  /** Most uses first; the same number of uses in the order in which they were met. */
  function ordered(): Uint32Array {
    const numbers = Uint32Array.from({ length: (texts?.size() ?? 1) - 1 }, (_, at) => at + 1);
    return numbers.sort((one, other) => (table.uses[other] ?? 0) - (table.uses[one] ?? 0) || one - other);
  }

  return {
    add(value, { harm, isNew, arrivedAt }) {
      if (value === null) return;
      const number = numberOf(value);
      if (number === null) {
        beyond += 1;
        return;
      }
      if (number >= table.uses.length) table = tableOf(table.uses.length * 2, table);
      table.uses[number] = (table.uses[number] ?? 0) + 1;
      if (isNew) table.tokens[number] = (table.tokens[number] ?? 0) + 1;
      table.harm[number] = (table.harm[number] ?? 0) | harm;
      if (arrivedAt === null) return;
      // A place where no time stands yet is not a number, and no comparison with it is true.
      if (!((table.first[number] ?? Number.NaN) <= arrivedAt)) table.first[number] = arrivedAt;
      if (!((table.last[number] ?? Number.NaN) >= arrivedAt)) table.last[number] = arrivedAt;
    },
    beyond: () => beyond,
    summary() {
      const numbers = ordered();
      return { total: numbers.length, top: [...numbers.subarray(0, TOP)].map((number) => read(number)) };
    },
    *each() {
      for (const number of ordered()) yield read(number);
    },
    erase: () => texts?.erase(),
  };
}

interface Table {
  readonly uses: Uint32Array;
  readonly tokens: Uint32Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly harm: Uint8Array;
}

function tableOf(length: number, from?: Table): Table {
  const table = {
    uses: new Uint32Array(length),
    tokens: new Uint32Array(length),
    first: new Float64Array(length).fill(Number.NaN),
    last: new Float64Array(length).fill(Number.NaN),
    harm: new Uint8Array(length),
  };
  if (from === undefined) return table;
  table.uses.set(from.uses);
  table.tokens.set(from.tokens);
  table.first.set(from.first);
  table.last.set(from.last);
  table.harm.set(from.harm);
  return table;
}
