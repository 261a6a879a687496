import type { Language } from '../../shared/model/language.ts';
import type {
  ClaimProfile,
  Issuer,
  JudgedSnapshot,
  KeySetName,
  Outcome,
  VerdictCode,
} from '../../shared/model/verdict.ts';
import type { OwnKey } from './key-set.ts';
import type { Publication } from './published-keys.ts';
import type { PackedHits } from './scan-hits.ts';

/** One set of keys as plain data, which can be handed to another thread. */
export interface PlainKeySet {
  readonly name: KeySetName;
  readonly jwks: Uint8Array;
  /** For a kept set that may be bad. */
  readonly isTolerant: boolean;
  readonly snapshot: JudgedSnapshot;
  /** Keys that their owner has disowned, by kid; milliseconds since 1970. */
  readonly disowned: readonly (readonly [string, { readonly since: number; readonly notedAt: number }])[];
  /** For a disowned key that this set lists no more: the bytes of one that does. */
  readonly earlier: readonly (readonly [string, Uint8Array])[];
}

/** By whose keys tokens are judged, at any instant. */
export interface ScanSources {
  readonly sets: readonly PlainKeySet[];
  /** Rising, the first from ever on. */
  readonly segments: readonly ScanSegment[];
  readonly own: readonly OwnKey[];
  /** When the keys were seen published; `null`: that is not looked at. */
  readonly published: readonly Publication[] | null;
}

/** A stretch of time in which tokens are judged by one set. */
export interface ScanSegment {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Its index; `null`: there is none, or our own keys alone are the source. */
  readonly set: number | null;
  readonly hasSource: boolean;
  /** The set was taken later. */
  readonly isLater: boolean;
}

/** What a token is judged at: one instant for all, the time of arrival that its line says, or its own `iat`. */
export type ScanInstant =
  | { readonly by: 'fixed'; readonly at: number }
  /** `zone`: what times without a zone are meant in. */
  | { readonly by: 'arrival'; readonly zone: string | null }
  | { readonly by: 'iat' };

/** What every thread of a scan works by. */
export interface ScanRules {
  readonly sources: ScanSources;
  readonly instant: ScanInstant;
  readonly leewaySeconds: number;
  readonly profile: ClaimProfile;
  readonly language: Language;
  /** The clock's time, milliseconds since 1970. */
  readonly now: number;
  /** Addresses of proxies that many stand behind. */
  readonly proxies: readonly string[];
  /** Whether the whole verdict of each use is wanted, as JSON. */
  readonly wantsVerdicts: boolean;
  /** Whether the tokens themselves are wanted, and not only their digests. */
  readonly wantsTokens: boolean;
}

/** What one thread is given at its start. */
export interface ThreadRules {
  readonly rules: ScanRules;
  /** Its number, from 0. */
  readonly thread: number;
  readonly threads: number;
}

/** Octets that one thread looks at in one go. */
export const LONGEST_RANGE = 1_048_576;

/**
 * What one thread does at a time: a range of a plain file, a whole file that has to be decoded from its beginning, or the
 * digest of a file that is read in ranges.
 */
export type ScanPiece =
  | {
      readonly kind: 'range';
      readonly path: string;
      readonly from: number;
      readonly to: number;
      readonly isWhole: boolean;
    }
  | { readonly kind: 'stream'; readonly path: string; readonly encoding: StreamEncoding }
  /** `bytes`: of the first so many. */
  | { readonly kind: 'digest'; readonly path: string; readonly bytes: number };
/** `har`: an HTTP archive, whose entries say when each request was sent. */
export type StreamEncoding = 'gzip' | 'zstd' | 'utf-16le' | 'utf-16be' | 'har';

/** What the judge came to, as far as counting and comparing need it. */
export interface HitJudgement {
  readonly outcome: Outcome;
  readonly code: VerdictCode;
  readonly codes: readonly VerdictCode[];
  readonly warnings: readonly string[];
  readonly issuer: Issuer;
  readonly kid: string | null;
  readonly alg: string | null;
  readonly isSignatureGood: boolean;
  readonly instant: number | null;
  /** Claims, unverified unless the signature is good; `null` where they are missing or of another type. */
  readonly jti: string | null;
  readonly sub: string | null;
  readonly obj: string | null;
  readonly flow: string | null;
  readonly iat: number | null;
  readonly exp: number | null;
}

/** What was found in one part of a piece; parts come in the order of the file. */
export interface ScanPart {
  readonly hits: PackedHits;
  /** Line feeds in the part, and the characters behind the last of them (or all of them). */
  readonly lines: number;
  readonly tail: number;
  /** Octets of the file that this part took. */
  readonly bytes: number;
  readonly isLast: boolean;
  /** Of the whole file, where this piece read all of it. */
  readonly sha256: string | null;
  /** Code of what ended the piece early. */
  readonly error: string | null;
}

/** A part as a thread sends it. */
export type SentPart = Omit<ScanPart, 'hits'> & {
  /** `null`: it has none. */
  readonly hits: PackedHits | null;
};

/** The tokens of one file, read again in the order in which a scan found them. */
export interface TokensAgain {
  /** By its digest, the next one in that order or the same again; `null`: it stands there no more. */
  find(of: { readonly range: number | null; readonly sha256: string }): Promise<string | null>;
  close(): Promise<void>;
}
