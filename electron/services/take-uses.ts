import type { AnomalyId, ScanPlace } from '../../shared/model/scan.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import { anomalyFinder } from '../domain/scan-anomalies.ts';
import { type ScanCounts, scanCounts } from '../domain/scan-counts.ts';
import type { PackedHits } from '../domain/scan-hits.ts';
import type { HitJudgement, ScanRules } from '../domain/scan-job.ts';
import { digestOfTold, type PackedUse, packedUses, textOfTold } from './packed-uses.ts';
import { tokenTable } from './token-table.ts';

/** One use of a token, with all that a scan says of it. */
export interface ScanUse {
  readonly source: ScanPlace;
  readonly sha256: string;
  /** Where the same token stood first; `null`: here. */
  readonly duplicateOf: ScanPlace | null;
  readonly judged: HitJudgement;
  readonly arrivedAt: number | null;
  readonly anomalies: readonly AnomalyId[];
  /** Where the range begins that the token was found in, octets of the file; `null`: the file is decoded from its beginning. */
  readonly range: number | null;
  /** The verdict as JSON, where it was asked for. */
  readonly verdict: string | null;
  /** The token itself, only where it was asked for. */
  readonly token?: string | null;
}

/** Judges a use under a key of ours again, by what the trail says. */
export type JudgeOwn = (
  token: string,
  instant: number | null,
) => { readonly judged: HitJudgement; readonly verdict: string };

/** Where a part begins. */
export interface PartPlace {
  /** The number of its file. */
  readonly file: number;
  /** Line feeds before it, and characters behind the last of them. */
  readonly line: number;
  readonly characters: number;
  readonly range: number | null;
}

export interface TakingUses {
  readonly rules: ScanRules;
  readonly judgeOwn: JudgeOwn | null;
  readonly onUse: (use: ScanUse) => Promise<void> | void;
  /** Whether a use is wanted of which this is odd. */
  readonly isWanted: (anomalies: readonly AnomalyId[]) => boolean;
  readonly openSpill: OpenSpill;
  readonly fileName: (file: number) => string;
  readonly signal: AbortSignal;
}

/** Takes the uses that threads have found, in the order of the files. */
export interface UseTaker extends Pick<ScanCounts, 'read'> {
  /** Ends before its end where the signal says so. @throws DISK_FULL */
  take(hits: PackedHits, place: PartPlace): Promise<void>;
  uses(): number;
  unique(): number;
  erase(): void;
}

/** Makes one that has taken nothing. */
export function useTaker({ rules, judgeOwn, onUse, isWanted, openSpill, fileName, signal }: TakingUses): UseTaker {
  const table = tokenTable(openSpill);
  const counts = scanCounts();
  const findAnomalies = anomalyFinder(rules, table);
  let [uses, unique, isFirst, place]: [number, number, boolean, PartPlace] = [0, 0, false, NOWHERE];
  const unpack = packedUses(({ words, digest, jtiKey }, use) => {
    const number = table.number(words, digest);
    isFirst = !table.isBegun(number);
    if (isFirst) table.begin(number, { file: place.file, ...placeOf(use, place) }, words, jtiKey);
    return number;
  });

  function scanUse(use: PackedUse, judged: HitJudgement, anomalies: readonly AnomalyId[]): Omit<ScanUse, 'verdict'> {
    const { number } = use.token;
    const first = isFirst ? null : table.first(number);
    return {
      source: { file: fileName(place.file), ...placeOf(use, place) },
      sha256: digestOfTold(use.token),
      duplicateOf: first && { file: fileName(first.file), line: first.line, column: first.column },
      judged,
      arrivedAt: orNull(use.arrivedAt),
      anomalies,
      range: place.range,
      ...(rules.wantsTokens ? { token: use.token.token } : {}),
    };
  }

  async function takeOne(use: PackedUse): Promise<void> {
    const { token, ruling } = use;
    const own = use.isOurs && token.token !== null ? (judgeOwn?.(token.token, orNull(use.instant)) ?? null) : null;
    const { arrivedAt, words, addressAt } = use;
    const { iat, exp } = token;
    const seen = { token: token.number, isFirst, ruling: own?.judged ?? ruling, arrivedAt, iat, exp, words, addressAt };
    const anomalies = findAnomalies(seen);
    if (isWanted(anomalies)) {
      const verdict = own?.verdict ?? use.verdict;
      await onUse({ ...scanUse(use, own?.judged ?? judgementOf(use), anomalies), verdict });
    }
    // A use for which there was no room any more is none that was found: the counts are those of the rows.
    counts.add({ ...seen.ruling, kid: token.kid }, anomalies, use.isZoneless);
    uses += 1;
    if (isFirst) unique += 1;
  }

  return {
    async take(hits, of) {
      place = of;
      for (const use of unpack(hits)) {
        if (signal.aborted) return;
        await takeOne(use);
        isFirst = false;
      }
    },
    uses: () => uses,
    unique: () => unique,
    read: counts.read,
    erase: table.erase,
  };
}

const NOWHERE: PartPlace = { file: 0, line: 0, characters: 0, range: null };

function judgementOf({ token, ruling, instant }: PackedUse): HitJudgement {
  const { kid, iat, exp } = token;
  const { outcome, code, codes, warnings, issuer, isSignatureGood } = ruling;
  const times = { instant: orNull(instant), iat: orNull(iat), exp: orNull(exp) };
  const text = (name: 'alg' | 'jti' | 'sub' | 'obj' | 'flow') => textOfTold(token, name);
  const claims = { jti: text('jti'), sub: text('sub'), obj: text('obj'), flow: text('flow') };
  return { outcome, code, codes, warnings, issuer, kid, alg: text('alg'), isSignatureGood, ...times, ...claims };
}

function placeOf({ line, characters }: Pick<PackedUse, 'line' | 'characters'>, part: PartPlace) {
  return { line: part.line + line + 1, column: (line === 0 ? part.characters : 0) + characters + 1 };
}

/** NaN stands for what is not known. */
function orNull(time: number): number | null {
  return Number.isNaN(time) ? null : time;
}
