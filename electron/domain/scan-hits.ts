import type { HitJudgement } from './scan-job.ts';

/**
 * What a verdict says of a token at an instant, without the token: there are a few dozen in any scan, so that each is told once.
 */
export type Ruling = Pick<HitJudgement, 'outcome' | 'code' | 'codes' | 'warnings' | 'issuer' | 'isSignatureGood'>;

/**
 * The uses of one part, as numbers that go from a thread to the other without being copied. A thread gives each token that it
 * remembers a slot, and tells what it is once; later uses name the slot, until another token is given it. So the parts of a
 * thread are to be read in the order in which it made them.
 */
export interface PackedHits {
  /** Whose slots and rulings these are. */
  readonly thread: number;
  /** Uses. */
  readonly count: number;
  /** `HIT_WORDS` for each use. */
  readonly words: Uint32Array<ArrayBuffer>;
  /** `HIT_TIMES` for each use: when it arrived and what it was judged at, milliseconds since 1970, NaN for none. */
  readonly times: Float64Array<ArrayBuffer>;
  /** `TOKEN_WORDS` for each token that is told. */
  readonly tokenWords: Uint32Array<ArrayBuffer>;
  /** `TOKEN_TIMES` for each: `iat` and `exp` in milliseconds, NaN for none. */
  readonly tokenTimes: Float64Array<ArrayBuffer>;
  /** Their texts, one behind the other. */
  readonly texts: Uint8Array<ArrayBuffer>;
  /** Rulings that the thread had not told yet; they are numbered in the order of being told. */
  readonly rulings: readonly Ruling[];
  /** The verdict of each use as JSON, where that is wanted; `null` for a token of ours, which is judged again. */
  readonly verdicts: readonly (string | null)[];
}

/** Words of a use: what is at which place. */
export const HIT = { slot: 0, ruling: 1, line: 2, characters: 3, flags: 4, address: 5 } as const;
export const HIT_WORDS = 9;
export const HIT_TIMES = 2;
/** The flags of a use. `isTold`: the next token that is told is the one of its slot. `isOurs`: under a key of ours. */
export const FLAG = { isTold: 1, isZoneless: 2, isOurs: 4 } as const;

/** Words of a token: SHA-256 as it lies in memory, the first half of that of its key's name and `jti` (zeros: it has none), and its texts. */
export const TOKEN = { digest: 0, jtiKey: 8, texts: 12 } as const;
/**
 * The texts of a token, in this order. Each has a word: 0 for none, else twice its octets plus 2, and 1 more where it is UTF-16
 * and not Latin-1. `token`: the token itself, only where it is under a key of ours or all are wanted.
 */
export const TOKEN_TEXTS = ['kid', 'alg', 'jti', 'sub', 'obj', 'flow', 'token'] as const;
export const TOKEN_WORDS = 19;
export const TOKEN_TIMES = 2;

/** Words of a digest that tell two tokens, `jti`s or addresses apart: 128 bits. */
export const KEY_WORDS = 4;

/** A part without any. */
export const NO_HITS: PackedHits = {
  thread: 0,
  count: 0,
  words: new Uint32Array(0),
  times: new Float64Array(0),
  tokenWords: new Uint32Array(0),
  tokenTimes: new Float64Array(0),
  texts: new Uint8Array(0),
  rulings: [],
  verdicts: [],
};
