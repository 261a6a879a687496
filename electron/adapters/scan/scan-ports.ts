import type { ScanPart, ScanPiece, ScanRules, TokensAgain } from '../../domain/scan-job.ts';

/** One file to scan, by the name that it is reported under. */
export interface ScanFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly pieces: readonly ScanPiece[];
  /** Whether the pieces are ranges, so that the digest is a piece of its own. */
  readonly isInRanges: boolean;
}

/** A name that could not be scanned, and the code of why. */
export interface ScanProblem {
  readonly name: string;
  readonly code: 'FILE_UNREADABLE' | 'INPUT_TOO_LARGE';
}

/** Files and folders that were named for a scan. */
export interface ScanFiles {
  /**
   * Lists the files, folders with all that is in them, in the order of their names. Links within folders are not followed.
   * What cannot be read is listed as a problem, and does not end the list.
   */
  list(names: readonly string[]): AsyncIterable<ScanFile | ScanProblem>;
  /** How many names `list` will give, and the octets of their files. Looks into no file; `null`: it was told to stop. */
  measure(
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly files: number; readonly bytes: number } | null>;
  /** Copies a stream into a private file, which is erased at the end of the process at the latest. @throws DISK_FULL */
  keep(stream: NodeJS.ReadableStream, name: string): Promise<{ readonly path: string; erase(): void }>;
}

/** Threads that find and judge. */
export interface ScanThreads {
  /** Does one piece as soon as a thread is free; its parts come in the order of the file. */
  run(piece: ScanPiece): AsyncIterable<ScanPart>;
  /** Ends all threads at once, whatever they do; who waits for a part gets an error. */
  stop(): Promise<void>;
}

/** `count`: how many threads. */
export type StartScanThreads = (rules: ScanRules, count: number) => ScanThreads;

/** Reads one token of a file again, by its digest; `null`: it stands there no more. `range`: as the scan told it. */
export type ReadTokenAgain = (
  path: string,
  of: { readonly range: number | null; readonly sha256: string },
) => Promise<string | null>;

/** Opens a file whose tokens are to be read again; one that is gone has none. */
export type ReadTokensAgain = (path: string) => Promise<TokensAgain>;
