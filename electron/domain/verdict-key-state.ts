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

/** The token whose signature fits. */
export interface SignedToken {
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
  if (set !== 'us') {
    // Its owner disowned it; what our trail signed, it signed with other keys.
    const finding = failing('KEY_COMPROMISED', 'key-state.disowned', { ...values, since: since / 1000 });
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
    const finding = stating('key-state.ours', { ...values, state: standing.state });
    return { ...known, finding, warnings: [...strange, ...lifeWarnings(standing, values)] };
  }
  const signedAt = signedHere === null ? null : Date.parse(signedHere.at);
  if (signedAt === null || signedAt >= since) {
    const finding = failing('KEY_COMPROMISED', 'key-state.compromised', { ...values, since: since / 1000 });
    return { ...known, finding, warnings: strange };
  }
  const times = { ...values, signedAt: signedAt / 1000, since: since / 1000 };
  const finding = stating('key-state.signed-before', times);
  return { ...known, finding, warnings: [warning('KEY_COMPROMISED_LATER', times)] };
}

function lifeWarnings({ state, isProven }: KeyStanding, values: { readonly kid: string }): readonly JudgedWarning[] {
  return [
    ...(state === 'draft' || state === 'suspended' ? [warning('KEY_NOT_ACTIVE', { ...values, state })] : []),
    // Anybody can bring us a public key and call it ours.
    ...(isProven ? [] : [warning('KEY_NOT_PROVEN', values)]),
  ];
}
