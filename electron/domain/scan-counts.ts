import type { AnomalyId, ScanSummary } from '../../shared/model/scan.ts';
import type { HitJudgement } from './scan-job.ts';

/** Counts the uses of tokens for the summary. */
export interface ScanCounts {
  add(
    judged: Pick<HitJudgement, 'outcome' | 'code' | 'kid' | 'issuer'>,
    anomalies: readonly AnomalyId[],
    isZoneless: boolean,
  ): void;
  read(): Pick<ScanSummary, 'tokens' | 'byOutcome' | 'byCode' | 'byKid' | 'byIssuer' | 'anomalies' | 'withoutZone'>;
}

/** What stands for tokens that name no key. */
const NO_KID = '';
/** More kids than this are not told apart: a forger can invent one for each token. */
const MOST_KIDS = 10_000;
const OTHER_KIDS = '…';

/** Makes one that has counted nothing. */
export function scanCounts(): ScanCounts {
  let [tokens, withoutZone] = [0, 0];
  const [outcomes, codes, kids, issuers, odd] = [tally(), tally(), tally(), tally(), tally()];
  return {
    add(judged, anomalies, isZoneless) {
      tokens += 1;
      if (isZoneless) withoutZone += 1;
      outcomes.add(judged.outcome);
      codes.add(judged.code);
      const kid = judged.kid ?? NO_KID;
      kids.add(kids.has(kid) || kids.size() < MOST_KIDS ? kid : OTHER_KIDS);
      issuers.add(judged.issuer);
      for (const one of anomalies) odd.add(one);
    },
    read: () => ({
      tokens,
      byOutcome: outcomes.read(),
      byCode: codes.read(),
      byKid: kids.read(),
      byIssuer: issuers.read(),
      anomalies: odd.read(),
      withoutZone,
    }),
  };
}

interface Tally {
  add(name: string): void;
  has(name: string): boolean;
  size(): number;
  /** Most frequent first. */
  read(): Readonly<Record<string, number>>;
}

function tally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (name) => counts.set(name, (counts.get(name) ?? 0) + 1),
    has: (name) => counts.has(name),
    size: () => counts.size,
    // A kid may be "__proto__": an own member all the same.
    read: () => Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one)),
  };
}
