import { ANOMALIES, type AnomalyId } from '../../shared/model/scan.ts';
import type { ClaimProfile } from '../../shared/model/verdict.ts';
import type { Ruling } from './scan-hits.ts';

/** One use of a token, in the order of the files. */
export interface TokenUse {
  /** Number of the distinct token. */
  readonly token: number;
  readonly isFirst: boolean;
  readonly ruling: Ruling;
  /** Milliseconds since 1970; NaN: not known. The same for the claims. */
  readonly arrivedAt: number;
  readonly iat: number;
  readonly exp: number;
  /** Words of which four, from `addressAt` on, name the address beside it; zeros: there is none, or many stand behind it. */
  readonly words: Uint32Array;
  readonly addressAt: number;
}

/** What has to be remembered of each distinct token. */
export interface TokenNotes {
  /** Whether another token has had its `jti` under the same name of a key, as far as both were asked for here. */
  isJtiReused(token: number): boolean;
  /** Whether its first address was another one; it is that from now on, where it had none. */
  isOtherAddress(token: number, words: Uint32Array, at: number): boolean;
  /** Counts a use in this minute since 1970: how many it had in it, one behind the other. */
  usesInMinute(token: number, minute: number): number;
}

interface Options {
  readonly profile: ClaimProfile;
  readonly leewaySeconds: number;
}

/** The longest life that a token may have, by the rules of DCM: milliseconds. */
const LONGEST_LIFE = 1_200_000;
/** More uses of one token within a minute than this are a burst. */
const MOST_A_MINUTE = 60;
const MINUTE = 60_000;

const NONE: readonly AnomalyId[] = [];
const BIT = Object.fromEntries(ANOMALIES.map((id, at) => [id, 1 << at])) as Record<AnomalyId, number>;

/**
 * Says of each use what is odd about it. What would be odd about a token says nothing where its signature is bad: anybody can
 * write that.
 */
export function anomalyFinder(
  { profile, leewaySeconds }: Options,
  notes: TokenNotes,
): (use: TokenUse) => readonly AnomalyId[] {
  const leeway = leewaySeconds * 1000;
  const listed = new Map<number, readonly AnomalyId[]>([[0, NONE]]);
  const list = (found: number) => {
    const known = listed.get(found) ?? ANOMALIES.filter((id) => (found & BIT[id]) !== 0);
    listed.set(found, known);
    return known;
  };
  return ({ token, isFirst, ruling, arrivedAt, iat, exp, words, addressAt }) => {
    if (ruling.code === 'KEY_UNKNOWN') return list(BIT['key-unknown']);
    if (!ruling.isSignatureGood) return NONE;
    // A comparison with NaN is false, as it must be where a time is not known.
    const hasAddress = (words[addressAt] ?? 0) !== 0 || (words[addressAt + 1] ?? 0) !== 0;
    const isBurst =
      !Number.isNaN(arrivedAt) && notes.usesInMinute(token, Math.floor(arrivedAt / MINUTE)) > MOST_A_MINUTE;
    return list(
      (ruling.warnings.includes('SIGNED_ELSEWHERE') ? BIT['signed-elsewhere'] : 0) |
        (notes.isJtiReused(token) ? BIT['jti-reused'] : 0) |
        (profile === 'platform' && !isFirst ? BIT['replayed'] : 0) |
        (hasAddress && notes.isOtherAddress(token, words, addressAt) ? BIT['two-addresses'] : 0) |
        (arrivedAt >= exp + leeway ? BIT['used-after-expiry'] : 0) |
        (iat > arrivedAt + leeway ? BIT['used-before-issue'] : 0) |
        (exp - iat > LONGEST_LIFE ? BIT['life-over-policy'] : 0) |
        (ruling.codes.includes('KEY_COMPROMISED') ? BIT['key-compromised'] : 0) |
        (isBurst ? BIT['burst'] : 0),
    );
  };
}
