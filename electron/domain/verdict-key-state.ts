import type { KeyState } from '../../shared/model/key.ts';
import type { Finding, JudgedWarning, KeySetName, SignedHere } from '../../shared/model/verdict.ts';
import type { KeyEntry, KeyStanding } from './key-set.ts';
import type { OwnTrail } from './own-trail.ts';
import { strangeTokenWarnings } from './signed-elsewhere.ts';
import { failing, stating, warning } from './verdict-finding.ts';

const NONE: readonly JudgedWarning[] = [];
const NOT_OURS = stating('key-state.not-ours');

/** What is known of the key's life, and whether that spoils the token. */
export interface KeyStateFacts {
  readonly finding: Finding;
  readonly isChecked: boolean;
  readonly warnings: readonly JudgedWarning[];
  readonly signedHere: SignedHere | null;
}

/** The token whose signature fits, and the judged instant: milliseconds since 1970, `null` for none. */
export interface SignedToken {
  readonly instant: number | null;
  readonly tokenSha256: string;
  /** Digest of the other spelling of its signature, where there is one; worked out when it is asked for. */
  readonly twinSha256: () => string | null;
}

/**
 * Judges the state of the key behind a good signature. A stolen key spoils its tokens whatever their `iat`, because the
 * thief writes that as he likes; only our own trail can say that a token of ours was signed here before the theft.
 * Without a trail (`null`) nothing is said about who signed a token of our key.
 */
export function judgeKeyState(
  { kid, standing }: KeyEntry,
  set: KeySetName | null,
  token: SignedToken,
  trail: OwnTrail | null,
): KeyStateFacts {
  if (standing === null) return { finding: NOT_OURS, isChecked: false, warnings: [], signedHere: null };
  const values = { kid: kid ?? '' };
  const since = standing.compromisedSince ?? 0;
  const stolen = { ...values, since: since / 1000, ...knownLater(standing, token.instant) };
  if (set !== 'us') {
    // Its owner disowned it; what our trail signed, it signed with other keys.
    const finding = failing('KEY_COMPROMISED', 'key-state.disowned', stolen);
    return { finding, isChecked: true, warnings: [], signedHere: null };
  }
  const { tokenSha256, twinSha256 } = token;
  const signedHere = trail?.find(tokenSha256) ?? null;
  const strange =
    trail === null || signedHere !== null
      ? NONE
      : strangeTokenWarnings({ ...values, places: standing.places, twinSha256: twinSha256() }, trail);
  const known = { isChecked: true, signedHere };
  // A compromised key stays so when its private half has been deleted.
  if (standing.state !== 'compromised' && standing.compromisedSince === null) {
    const finding = stating('key-state.ours', { ...values, ...stateThen(standing) });
    return { ...known, finding, warnings: [...strange, ...lifeWarnings(standing, values)] };
  }
  const signedAt = signedHere === null ? null : Date.parse(signedHere.at);
  if (signedAt === null || signedAt >= since) {
    const finding = failing('KEY_COMPROMISED', 'key-state.compromised', stolen);
    return { ...known, finding, warnings: strange };
  }
  const times = { ...values, signedAt: signedAt / 1000, since: since / 1000 };
  const finding = stating('key-state.signed-before', times);
  return { ...known, finding, warnings: [warning('KEY_COMPROMISED_LATER', times)] };
}

/** Whether the theft became known only after the judged instant: what was done then was done in good faith. */
function knownLater({ compromiseKnownAt }: KeyStanding, instant: number | null): { readonly knownAt?: number } {
  const isLater = compromiseKnownAt !== null && instant !== null && compromiseKnownAt > instant;
  return isLater ? { knownAt: compromiseKnownAt / 1000 } : {};
}

/** The state at the judged instant, and whether that is another time than now. */
function stateThen(standing: KeyStanding): { readonly state: KeyState; readonly then?: 1 } {
  const { state, stateThen: then } = standing;
  return then === null || then === 'not-made' ? { state } : { state: then, then: 1 };
}

function lifeWarnings(standing: KeyStanding, values: { readonly kid: string }): readonly JudgedWarning[] {
  const { isProven } = standing;
  const seen = stateThen(standing);
  return [
    ...(standing.stateThen === 'not-made' ? [warning('KEY_MADE_LATER', values)] : []),
    ...(seen.state === 'draft' || seen.state === 'suspended'
      ? [warning('KEY_NOT_ACTIVE', { ...values, ...seen })]
      : []),
    // Anybody can bring us a public key and call it ours.
    ...(isProven ? [] : [warning('KEY_NOT_PROVEN', values)]),
  ];
}
