import { createHash } from 'node:crypto';
import type { AnomalyId } from '../../shared/model/scan.ts';
import type { ClaimProfile } from '../../shared/model/verdict.ts';
import { digestIndex } from './digest-index.ts';
import type { HitJudgement } from './scan-job.ts';

/** One use of a token, in the order of the files. */
export interface TokenUse {
  /** Number of the distinct token. */
  readonly token: number;
  readonly isFirst: boolean;
  readonly judged: HitJudgement;
  /** Milliseconds since 1970; `null`: not known. */
  readonly arrivedAt: number | null;
  readonly address: string | null;
}

interface Options {
  readonly profile: ClaimProfile;
  readonly leewaySeconds: number;
  /** Addresses that many stand behind. */
  readonly proxies: ReadonlySet<string>;
}

/** The longest life that a token may have, by the rules of DCM: seconds. */
const LONGEST_LIFE_SECONDS = 1200;
/** More uses of one token within a minute than this are a burst. */
const MOST_A_MINUTE = 60;
const MINUTE = 60_000;

/**
 * Says of each use what is odd about it. It remembers a few numbers for each distinct token. What would be odd about a token
 * says nothing where its signature is bad: anybody can write that.
 */
export function anomalyFinder({ profile, leewaySeconds, proxies }: Options): (use: TokenUse) => readonly AnomalyId[] {
  const tokenIds = digestIndex();
  const holderOf = new Map<number, number>();
  const addressOf = new Map<number, string>();
  const minutes = new Map<number, { minute: number; count: number }>();

  /** Whether another token has had this `jti` of this key. */
  function isReused({ token, judged: { kid, jti } }: TokenUse): boolean {
    if (jti === null) return false;
    const name = createHash('sha256')
      .update(JSON.stringify([kid, jti]))
      .digest('hex');
    const { number, isNew } = tokenIds.number(name);
    if (isNew) holderOf.set(number, token);
    return holderOf.get(number) !== token;
  }

  function isFromElsewhere({ token, address }: TokenUse): boolean {
    if (address === null || proxies.has(address)) return false;
    const known = addressOf.get(token);
    if (known === undefined) addressOf.set(token, address);
    return known !== undefined && known !== address;
  }

  function isBurst({ token, arrivedAt }: TokenUse): boolean {
    if (arrivedAt === null) return false;
    const minute = Math.floor(arrivedAt / MINUTE);
    const counted = minutes.get(token);
    if (counted?.minute !== minute) {
      minutes.set(token, { minute, count: 1 });
      return false;
    }
    counted.count += 1;
    return counted.count > MOST_A_MINUTE;
  }

  return (use) => {
    const { judged, arrivedAt, isFirst } = use;
    if (judged.code === 'KEY_UNKNOWN') return ['key-unknown'];
    if (!judged.isSignatureGood) return [];
    const { iat, exp } = judged;
    const leeway = leewaySeconds * 1000;
    const found: readonly (readonly [AnomalyId, boolean])[] = [
      ['signed-elsewhere', judged.warnings.includes('SIGNED_ELSEWHERE')],
      ['jti-reused', isReused(use)],
      ['replayed', profile === 'platform' && !isFirst],
      ['two-addresses', isFromElsewhere(use)],
      ['used-after-expiry', arrivedAt !== null && exp !== null && arrivedAt >= exp + leeway],
      ['used-before-issue', arrivedAt !== null && iat !== null && iat > arrivedAt + leeway],
      ['life-over-policy', iat !== null && exp !== null && exp - iat > LONGEST_LIFE_SECONDS * 1000],
      ['key-compromised', judged.codes.includes('KEY_COMPROMISED')],
      ['burst', isBurst(use)],
    ];
    return found.filter(([, is]) => is).map(([id]) => id);
  };
}
