import type { AnomalyId, ScannedFile, ScanFound, ScanProgress } from '../../shared/model/scan.ts';
import type { ScanFile, ScanFiles, ScanProblem, StartScanThreads } from '../adapters/scan/scan-ports.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import type { ScanPiece, ScanRules } from '../domain/scan-job.ts';
import { inOrder } from './scan-order.ts';
import { followProgress } from './scan-progress.ts';
import { type JudgeOwn, type ScanUse, useTaker } from './take-uses.ts';

export type { JudgeOwn, ScanUse } from './take-uses.ts';

export interface ScanRequest {
  readonly names: readonly string[];
  readonly rules: ScanRules;
  readonly threads: number;
  /** `null`: there is no home, so no key is ours. */
  readonly judgeOwn: JudgeOwn | null;
  /** Takes each use, in the order of the files; the scan waits for it. */
  readonly onUse: (use: ScanUse) => Promise<void> | void;
  /** Whether a use is wanted of which this is odd. */
  readonly isWanted: (anomalies: readonly AnomalyId[]) => boolean;
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
  readonly openSpill: OpenSpill;
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
export async function scanFiles(
  request: ScanRequest,
  { files, startThreads, openSpill }: Dependencies,
): Promise<ScanFound> {
  const { rules, judgeOwn, onUse, isWanted, monotonicMs } = request;
  const started = monotonicMs();
  const scanned: Progress[] = [];
  const signal = request.signal ?? new AbortController().signal;
  const threads = startThreads(rules, request.threads);
  const stopThreads = () => {
    threads.stop().catch(() => undefined);
  };
  signal.addEventListener('abort', stopThreads);
  const followed = followProgress(request, files);
  const fileName = (file: number) => scanned[file]?.name ?? '';
  const taker = useTaker({ rules, judgeOwn, onUse, isWanted, openSpill, fileName, signal });

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

  try {
    for await (const [task, part] of inOrder(tasks(), threads)) {
      const { progress, isDigest, range } = task;
      const { index, line, characters } = progress;
      if (part.hits.count > 0) await taker.take(part.hits, { file: index, line, characters, range });
      followed.tokens = taker.uses();
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
    taker.erase();
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
    ...taker.read(),
    unique: taker.unique(),
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
