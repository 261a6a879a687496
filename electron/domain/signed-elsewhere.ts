import type { JudgedWarning } from '../../shared/model/verdict.ts';
import type { WarningCode } from '../../shared/model/verdict-reasons.ts';
import type { KeyStanding } from './key-set.ts';
import type { OwnTrail, TrailDoubt } from './own-trail.ts';
import { warning } from './verdict-finding.ts';

const DOUBTS: Readonly<Record<TrailDoubt, WarningCode>> = {
  broken: 'TRAIL_BROKEN',
  unreadable: 'TRAIL_UNREADABLE',
  younger: 'TRAIL_YOUNGER',
};

/** A token with a good signature by a key of ours, that our trail does not name. */
export interface StrangeToken {
  readonly kid: string;
  readonly places: KeyStanding['places'];
  /** Digest of the other spelling of its signature, where there is one. */
  readonly twinSha256: string | null;
}

/**
 * Says who else must have signed: with a key that was made here and is nowhere else, somebody who has it all the same.
 * It is only claimed where the trail is whole, reaches back beyond the key, and does not name its twin either;
 * otherwise the warning says why it can't be.
 */
export function strangeTokenWarnings(
  { kid, places, twinSha256 }: StrangeToken,
  trail: OwnTrail,
): readonly JudgedWarning[] {
  // Its holder signs elsewhere, as agreed.
  if (places === 'elsewhere') return [];
  if (places === 'also-elsewhere') return [warning('KEY_ALSO_ELSEWHERE', { kid })];
  const rewritten = twinSha256 === null ? null : trail.find(twinSha256);
  if (rewritten !== null) {
    return [warning('SIGNATURE_REWRITTEN', { kid, at: rewritten.at, seq: rewritten.auditSeq })];
  }
  const doubt = trail.doubt(kid);
  return [warning(doubt === null ? 'SIGNED_ELSEWHERE' : DOUBTS[doubt], { kid })];
}
