import type { AnomalyId, ScanPlace, ScannedFile, ScanFound, ScanProgress } from '../../shared/model/scan.ts';
import type { ScanFile, ScanFiles, ScanProblem, StartScanThreads } from '../adapters/scan/scan-ports.ts';
import { digestIndex } from '../domain/digest-index.ts';
import { anomalyFinder } from '../domain/scan-anomalies.ts';
import { scanCounts } from '../domain/scan-counts.ts';
import type { HitJudgement, ScanHit, ScanPiece, ScanRules } from '../domain/scan-job.ts';
import { inOrder } from './scan-order.ts';
import { placeIndex } from './scan-places.ts';
import { followProgress } from './scan-progress.ts';

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
}

/** Judges a use under a key of ours again, by what the trail says. */
export type JudgeOwn = (
  token: string,
  instant: number | null,
) => { readonly judged: HitJudgement; readonly verdict: string };

export interface ScanRequest {
  readonly names: readonly string[];
  readonly rules: ScanRules;
  readonly threads: number;
  /** Addresses of proxies that many stand behind. */
  readonly proxies: readonly string[];
  /** `null`: there is no home, so no key is ours. */
  readonly judgeOwn: JudgeOwn | null;
  /** Takes each use, in the order of the files; the scan waits for it. */
  readonly onUse: (use: ScanUse) => Promise<void> | void;
  /** Ends the scan within a second: the summary then says what was found so far. */
  readonly signal?: AbortSignal;
  /** Told at most five times a second, and at the end. */
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Under what name a copy of a stream is reported, by its path. */
  readonly nameOf: (path: string) => string;
  /** The clock that a time taken is measured with, milliseconds. */
  readonly monotonicMs: () => number;
  readonly version: string;
}

interface Dependencies {
  readonly files: ScanFiles;
  readonly startThreads: StartScanThreads;
}

/** What is known of a file while it is scanned. */
interface Progress {
  readonly index: number;
  readonly name: string;
  readonly size: number;
  line: number;
  characters: number;
  sha256: string | null;
  error: string | null;
  /** Pieces of it that are not done yet. */
  left: number;
}

/** What a piece is for. */
interface Task {
  readonly progress: Progress;
  readonly isDigest: boolean;
  readonly range: number | null;
}

/**
 * Finds every token in files and judges it. A file that is damaged or cannot be read is named in the summary, and the rest
 * goes on. @throws JWKS_REFUSED
 */
export async function scanFiles(request: ScanRequest, { files, startThreads }: Dependencies): Promise<ScanFound> {
  const { rules, onUse, monotonicMs } = request;
  const started = monotonicMs();
  const scanned: Progress[] = [];
  const [tokens, places, counts] = [digestIndex(), placeIndex(), scanCounts()];
  const findAnomalies = anomalyFinder({
    profile: rules.profile,
    leewaySeconds: rules.leewaySeconds,
    proxies: new Set(request.proxies),
  });
  const signal = request.signal ?? new AbortController().signal;
  const threads = startThreads(rules, request.threads);
  const stopThreads = () => {
    threads.stop().catch(() => undefined);
  };
  signal.addEventListener('abort', stopThreads);
  const followed = followProgress(request, files);

  let isListed = false;
  async function* tasks(): AsyncGenerator<readonly [Task, ScanPiece]> {
    for await (const found of files.list(request.names)) {
      if (signal.aborted) return;
      const progress = { index: scanned.length, ...begin(found, request.nameOf) };
      scanned.push(progress);
      const pieces = piecesOf(found);
      progress.left = pieces.length;
      for (const piece of pieces) {
        const range = piece.kind === 'range' ? piece.from : null;
        yield [{ progress, isDigest: piece.kind === 'digest', range }, piece];
      }
    }
    isListed = true;
  }

  async function take(hit: ScanHit, { progress, range }: Task): Promise<void> {
    const source = placeOf(hit, progress);
    const { number, isNew } = tokens.number(hit.sha256);
    if (isNew) places.add(progress.index, source);
    const own = hit.token === null ? null : (request.judgeOwn?.(hit.token, hit.judged.instant) ?? null);
    const judged = own?.judged ?? hit.judged;
    const { arrivedAt, address } = hit;
    const anomalies = findAnomalies({ token: number, isFirst: isNew, judged, arrivedAt, address });
    counts.add(judged, anomalies, hit.isZoneless);
    const first = places.get(number);
    await onUse({
      source,
      sha256: hit.sha256,
      duplicateOf: isNew ? null : { ...first, file: scanned[first.file]?.name ?? '' },
      judged,
      arrivedAt,
      anomalies,
      range,
      verdict: own?.verdict ?? hit.verdict,
    });
  }

  try {
    for await (const [task, part] of inOrder(tasks(), threads)) {
      const { progress, isDigest } = task;
      for (const hit of part.hits) {
        if (signal.aborted) break;
        await take(hit, task);
        followed.tokens += 1;
      }
      if (signal.aborted) break;
      if (part.isLast) progress.left -= 1;
      followed.step(part.bytes, {
        begun: scanned.length,
        done: progress.left === 0 ? progress.index + 1 : progress.index,
      });
      progress.sha256 = part.sha256 ?? progress.sha256;
      progress.error = part.error ?? progress.error;
      if (isDigest) continue;
      progress.characters = part.lines === 0 ? progress.characters + part.tail : part.tail;
      progress.line += part.lines;
    }
  } catch (error) {
    // Stopped threads end with an error: that is no fault.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stopThreads);
    await threads.stop();
  }
  followed.end({ begun: scanned.length, done: signal.aborted ? null : scanned.length });
  return {
    type: 'summary',
    files: scanned.map((one): ScannedFile => ({
      file: one.name,
      bytes: one.size,
      sha256: errorOf(one) === null ? one.sha256 : null,
      error: errorOf(one),
    })),
    bytes: scanned.reduce((sum, { size }) => sum + size, 0),
    ...counts.read(),
    unique: tokens.size(),
    isCancelled: signal.aborted && (!isListed || scanned.some(({ left }) => left > 0)),
    seconds: (monotonicMs() - started) / 1000,
    version: request.version,
  };
}

function begin(found: ScanFile | ScanProblem, nameOf: (path: string) => string): Omit<Progress, 'index'> {
  const [size, error] = 'code' in found ? [0, found.code] : [found.bytes, null];
  return { name: nameOf(found.name), size, line: 0, characters: 0, sha256: null, error, left: 0 };
}

function piecesOf(found: ScanFile | ScanProblem): readonly ScanPiece[] {
  if ('code' in found) return [];
  return found.isInRanges ? [{ kind: 'digest', path: found.path, bytes: found.bytes }, ...found.pieces] : found.pieces;
}

/** Of a file that was not come to the end of, nobody may think that all of it was looked at. */
function errorOf({ error, left }: Progress): string | null {
  return error ?? (left > 0 ? 'CANCELLED' : null);
}

function placeOf({ line, characters }: ScanHit, progress: Progress): ScanPlace {
  const before = line === 0 ? progress.characters : 0;
  return { file: progress.name, line: progress.line + line + 1, column: before + characters + 1 };
}
