import type { ScanCounts } from '../../shared/model/scan-result.ts';
import type { AnomalyId } from '../../shared/model/scan.ts';
import type { Outcome, VerdictCode } from '../../shared/model/verdict.ts';
import type { ScanUse } from './scan.ts';

/** So many of the most frequent values of a member are named. */
const MOST_NAMED = 50;
const MEMBERS = ['kid', 'sub', 'obj', 'flow'] as const;
type Member = (typeof MEMBERS)[number];

/** Counts uses while they come in, so that nobody has to look through them for it. */
export interface ScanTally {
  /** `numbers`: under which number each text is kept. */
  add(use: ScanUse, numbers: Readonly<Record<Member, number>>): void;
  read(tokens: number, textOf: (number: number) => string | null): ScanCounts;
}

/** Makes one that has counted nothing. */
export function scanTally(): ScanTally {
  let uses = 0;
  const outcomes = new Map<Outcome, number>();
  const codes = new Map<VerdictCode, number>();
  const issuers = new Map<ScanUse['judged']['issuer'], number>();
  const anomalies = new Map<AnomalyId, number>();
  const files = new Map<string, number>();
  const members = {
    kid: new Uint32Array(64),
    sub: new Uint32Array(64),
    obj: new Uint32Array(64),
    flow: new Uint32Array(64),
  };

  function addTo(member: Member, number: number): void {
    let counts = members[member];
    if (number >= counts.length) {
      counts = new Uint32Array(Math.max(counts.length * 2, number + 1));
      counts.set(members[member]);
      members[member] = counts;
    }
    counts[number] = (counts[number] ?? 0) + 1;
  }

  return {
    add({ judged, anomalies: odd, source }, numbers) {
      uses += 1;
      bump(outcomes, judged.outcome);
      bump(codes, judged.code);
      bump(issuers, judged.issuer);
      bump(files, source.file);
      for (const one of odd) bump(anomalies, one);
      for (const member of MEMBERS) addTo(member, numbers[member]);
    },
    read(tokens, textOf) {
      const named = (member: Member) => {
        const { top, distinct } = mostFrequent(members[member]);
        return { top: top.map(([number, count]) => ({ value: textOf(number), count })), distinct };
      };
      return {
        uses,
        tokens,
        outcomes: ordered(outcomes),
        codes: ordered(codes),
        issuers: ordered(issuers),
        anomalies: ordered(anomalies),
        files: ordered(files).slice(0, MOST_NAMED),
        kid: named('kid'),
        sub: named('sub'),
        obj: named('obj'),
        flow: named('flow'),
      };
    },
  };
}

function bump<T>(counts: Map<T, number>, of: T): void {
  counts.set(of, (counts.get(of) ?? 0) + 1);
}

function ordered<T>(counts: ReadonlyMap<T, number>): { readonly value: T; readonly count: number }[] {
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((one, other) => other.count - one.count);
}

/** Looks through all counts once, with a short list of the largest so far. */
function mostFrequent(counts: Uint32Array): {
  readonly top: readonly (readonly [number: number, count: number])[];
  readonly distinct: number;
} {
  let top: (readonly [number, number])[] = [];
  let [distinct, least] = [0, 0];
  for (let number = 0; number < counts.length; number += 1) {
    const count = counts[number] ?? 0;
    if (count === 0) continue;
    distinct += 1;
    if (count <= least) continue;
    top.push([number, count]);
    if (top.length < MOST_NAMED * 2) continue;
    top = largest(top);
    least = top.at(-1)?.[1] ?? 0;
  }
  return { top: largest(top), distinct };
}

function largest(of: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  return of.toSorted(([, one], [, other]) => other - one).slice(0, MOST_NAMED);
}
