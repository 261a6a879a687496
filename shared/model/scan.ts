import type { ScanAffected } from './scan-affected.ts';
import type { Issuer, Outcome, VerdictCode } from './verdict.ts';

/** What is odd about one use of a token, beside its verdict. The list is closed: scripts depend on it. */
export const ANOMALIES = [
  /** A good signature by a key that is only here, on a token that was not signed here. */
  'signed-elsewhere',
  /** Two different genuine tokens with one `jti` of one key. */
  'jti-reused',
  /** The same genuine token again, where the profile allows it once (`platform`). */
  'replayed',
  /** The same genuine token from more than one address. */
  'two-addresses',
  'used-after-expiry',
  'used-before-issue',
  'life-over-policy',
  'key-unknown',
  'key-compromised',
  /** The same token more often in a minute than a program that works would use it. */
  'burst',
] as const;
export type AnomalyId = (typeof ANOMALIES)[number];

/** Where a token stands. Lines and columns count from 1; columns in characters of the decoded text. */
export interface ScanPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One file as evidence; `sha256` is `null` where it could not be read to its end. */
export interface ScannedFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string | null;
  /** Code of what went wrong; what was found before it counts. */
  readonly error: string | null;
}

/** How far a scan is. */
export interface ScanProgress {
  /** Of the files as they lie on the disk. */
  readonly bytesDone: number;
  /** `null`: folders are still being listed. */
  readonly bytesTotal: number | null;
  readonly filesDone: number;
  /** Found so far; all of them, where `bytesTotal` is known. */
  readonly files: number;
  /** Uses of tokens. */
  readonly tokens: number;
}

/** What a scan counts by itself. */
export type ScanFound = Omit<ScanSummary, 'affected' | 'stoppedBy'>;

/** What a scan came to. Each `by…` counts uses, not distinct tokens. */
export interface ScanSummary {
  readonly type: 'summary';
  readonly files: readonly ScannedFile[];
  readonly bytes: number;
  readonly tokens: number;
  readonly unique: number;
  readonly byOutcome: Readonly<Partial<Record<Outcome, number>>>;
  readonly byCode: Readonly<Partial<Record<VerdictCode, number>>>;
  readonly byKid: Readonly<Record<string, number>>;
  readonly byIssuer: Readonly<Partial<Record<Issuer, number>>>;
  readonly anomalies: Readonly<Partial<Record<AnomalyId, number>>>;
  /** Whom genuine tokens name that were used as they should not be. */
  readonly affected: ScanAffected;
  /** Uses whose line says a time without a zone, so that no time was judged: `--zone` says which is meant. */
  readonly withoutZone: number;
  readonly seconds: number;
  /** Code of what ended it before it was done; what was found so far counts. */
  readonly stoppedBy: 'DISK_FULL' | null;
  /** It was ended before it was done: what was found so far. */
  readonly isCancelled: boolean;
  readonly version: string;
}
