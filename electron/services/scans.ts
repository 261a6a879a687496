import { AFFECTED_KINDS, HARMFUL_ANOMALIES } from '../../shared/model/scan-affected.ts';
import type { AnomalyId, ScanProgress, ScanSummary } from '../../shared/model/scan.ts';
import type { Language } from '../../shared/model/language.ts';
import type { ClaimProfile } from '../../shared/model/verdict.ts';
import type { Clock } from '../domain/clock.ts';
import { hasCode } from '../domain/errors.ts';
import type { ScanExportForm } from '../domain/scan-export.ts';
import { hitJudgement } from '../domain/hit-judgement.ts';
import type { ScanInstant, ScanRules, ScanSources } from '../domain/scan-job.ts';
import { prepareScanJudge } from '../domain/scan-judge.ts';
import type { ScanFiles, StartScanThreads } from '../adapters/scan/scan-ports.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { KeySource } from './key-choice.ts';
import { type JudgeOwn, scanFiles, type ScanUse } from './scan.ts';
import { type AffectedCount, affectedCount } from './scan-affected.ts';
import { givenSources, type ScanSourcing } from './scan-sources.ts';
import type { TokenChecks } from './token-checks.ts';

/** What whoever starts a scan says of it. */
export interface ScanWish {
  readonly names: readonly string[];
  readonly instant: ScanInstant;
  readonly leewaySeconds: number;
  readonly profile: ClaimProfile;
  readonly language: Language;
  readonly threads: number;
  readonly proxies: readonly string[];
  readonly wantsVerdicts: boolean;
  /** Whether each use is to tell its token too: it is a credential until it expires. The event says so. */
  readonly wantsTokens: boolean;
  readonly nameOf: (path: string) => string;
  /** Takes each use; `null`: the summary is enough. */
  readonly onUse: ((use: ScanUse) => Promise<void> | void) | null;
  /** Takes all that are affected, once everything is scanned. */
  readonly onAffected?: (all: ReturnType<AffectedCount['each']>) => void;
  /** Ends the scan within a second: the summary then says what was found so far. */
  readonly signal?: AbortSignal;
  /** Told at most five times a second, and at the end. */
  readonly onProgress?: (progress: ScanProgress) => void;
}

/** Scans files by the keys of a home. Opens no socket and no keychain. */
export interface Scans {
  /** Recorded as one event; `isRecorded` says whether that could be written. @throws ENVIRONMENT_UNKNOWN, SNAPSHOT_NOT_FOUND, JWKS_REFUSED */
  run(source: KeySource, wish: ScanWish): Promise<{ readonly summary: ScanSummary; readonly isRecorded: boolean }>;
  /** Records that what a scan found was written to a file. @returns whether that could be written */
  noteExport(made: ScanExportFacts): boolean;
}

/** What was written to a file. */
export interface ScanExportFacts {
  readonly form: ScanExportForm | 'affected';
  /** Uses, or those affected. */
  readonly rows: number;
  readonly withTokens: boolean;
  /** Uses whose token stands in its file no more, so that it could not be written. */
  readonly gone: number;
  /** Of the file, hex. */
  readonly sha256: string;
}

/** What a scan stands on, with or without a home. */
export interface ScanMeans {
  readonly files: ScanFiles;
  readonly startThreads: StartScanThreads;
  /** For what is remembered of tokens, and for names that would not fit into memory. */
  readonly openSpill: OpenSpill;
  readonly clock: Clock;
  readonly version: string;
}

interface Dependencies extends ScanMeans {
  readonly trail: AuditTrail;
  readonly sourcing: ScanSourcing;
  readonly tokenChecks: TokenChecks;
}

/** Makes the scans of one home. */
export function createScans({ trail, sourcing, tokenChecks, ...means }: Dependencies): Scans {
  return {
    async run(source, wish) {
      const now = means.clock.now();
      const judgeOwn = judgedOnce((token, instant) => {
        const { leewaySeconds, profile, language } = wish;
        const verdict = tokenChecks.judgeUse({
          token,
          source,
          instant,
          now,
          leewaySeconds,
          profile,
          language,
          mode: 'jwt',
        });
        return { judged: hitJudgement(verdict, instant), verdict: JSON.stringify(verdict) };
      });
      const summary = await scanBy(sourcing.plain(source), { ...wish, judgeOwn, now }, means);
      const isRecorded = trail.note('files.scanned', {
        source: source.from,
        files: summary.files.length,
        filesFailed: summary.files.filter(({ error }) => error !== null).length,
        bytes: summary.bytes,
        tokens: summary.tokens,
        unique: summary.unique,
        outcomes: Object.entries(summary.byOutcome).map(([outcome, count]) => `${outcome} ${String(count)}`),
        anomalies: Object.entries(summary.anomalies).map(([id, count]) => `${id} ${String(count)}`),
        affected: AFFECTED_KINDS.map((kind) => `${kind} ${String(summary.affected[kind].total)}`),
        withTokens: wish.wantsTokens,
        digests: summary.files.slice(0, MOST_DIGESTS).map(({ sha256 }) => sha256 ?? 'unread'),
      });
      return { summary, isRecorded };
    },
    noteExport: (made) => trail.note('scan.exported', { ...made }),
  };
}

const HARMFUL: ReadonlySet<AnomalyId> = new Set(HARMFUL_ANOMALIES);

/** So many digests of files stand in the event; the summary has them all. */
const MOST_DIGESTS = 100;

/** Scans by a given JWKS, with no home: nothing is recorded. @throws JWKS_REFUSED */
export async function scanByGivenSet(jwks: Buffer, wish: ScanWish, means: ScanMeans): Promise<ScanSummary> {
  return await scanBy(givenSources(jwks), { ...wish, judgeOwn: null, now: means.clock.now() }, means);
}

async function scanBy(
  sources: ScanSources,
  wish: ScanWish & { readonly judgeOwn: JudgeOwn | null; readonly now: number },
  { clock, version, openSpill, ...means }: ScanMeans,
): Promise<ScanSummary> {
  const { instant, leewaySeconds, profile, language, proxies, wantsVerdicts, wantsTokens, now } = wish;
  const asked = { instant, leewaySeconds, profile, language, proxies, wantsVerdicts, wantsTokens, now };
  const rules: ScanRules = { sources, ...asked };
  // A thread can't say why it refuses a set: an error loses its code on the way.
  prepareScanJudge(rules);
  const full = new AbortController();
  // What was found so far stays, and the scan ends as if it had been told to.
  const openOrEnd = endingWhenFull(openSpill, () => full.abort());
  const affected = affectedCount(openOrEnd);
  const signal = wish.signal === undefined ? full.signal : AbortSignal.any([full.signal, wish.signal]);
  const onUse = (use: ScanUse) => {
    try {
      affected.add(use);
    } catch (error) {
      // It ends the scan, and loses no use.
      if (!hasCode(error, 'DISK_FULL')) throw error;
    }
    return wish.onUse?.(use);
  };
  try {
    const { monotonicMs } = clock;
    const isWanted = (odd: readonly AnomalyId[]) => wish.onUse !== null || odd.some((one) => HARMFUL.has(one));
    const request = { ...wish, signal, onUse, isWanted, rules, version, monotonicMs };
    const found = await scanFiles(request, { ...means, openSpill: openOrEnd });
    wish.onAffected?.(affected.each());
    return { ...found, affected: affected.summary(), stoppedBy: full.signal.aborted ? 'DISK_FULL' : null };
  } finally {
    affected.erase();
  }
}

/** The same files, which say so when there is no room for them. */
function endingWhenFull(openSpill: OpenSpill, onFull: () => void): OpenSpill {
  function tried<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (hasCode(error, 'DISK_FULL')) onFull();
      throw error;
    }
  }
  return () => {
    const spill = tried(openSpill);
    return {
      ...spill,
      append: (bytes) => tried(() => spill.append(bytes)),
      write: (at, bytes) => tried(() => spill.write(at, bytes)),
    };
  };
}

/** So many uses of our own tokens are remembered; then the memory begins anew. */
const MOST_REMEMBERED = 1024;

/** The same token at the same instant is the same verdict: the trail is not searched for it again. */
function judgedOnce(judge: JudgeOwn): JudgeOwn {
  const known = new Map<string, ReturnType<JudgeOwn>>();
  return (token, instant) => {
    const name = `${String(instant)} ${token}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const judged = judge(token, instant);
    known.set(name, judged);
    return judged;
  };
}
