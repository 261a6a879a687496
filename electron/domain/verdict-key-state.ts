import type { Finding, JudgedWarning, KeySetName } from '../../shared/model/verdict.ts';
import type { KeyEntry } from './key-set.ts';
import { failing, stating, warning } from './verdict-finding.ts';

/** When a token with this digest was signed here, by our trail; milliseconds since 1970, `null`: never. */
export type SignedHere = (tokenSha256: string) => number | null;

const NOT_OURS = stating('key-state.not-ours');

/** What is known of the key's life, and whether that spoils the token. */
export interface KeyStateFacts {
  readonly finding: Finding;
  readonly isChecked: boolean;
  readonly warnings: readonly JudgedWarning[];
}

/**
 * Judges the state of the key behind a good signature. A stolen key spoils its tokens whatever their `iat`, because the
 * thief writes that as he likes; only our own trail can say that a token of ours was signed here before the theft.
 */
export function judgeKeyState(
  { kid, standing }: KeyEntry,
  set: KeySetName | null,
  tokenSha256: string,
  signedHere: SignedHere,
): KeyStateFacts {
  if (standing === null) return { finding: NOT_OURS, isChecked: false, warnings: [] };
  const { state, compromisedSince, isProven } = standing;
  const values = { kid: kid ?? '' };
  // A compromised key stays so when its private half has been deleted.
  if (state !== 'compromised' && compromisedSince === null) {
    const warnings = [
      ...(state === 'draft' || state === 'suspended' ? [warning('KEY_NOT_ACTIVE', { ...values, state })] : []),
      // Anybody can bring us a public key and call it ours.
      ...(isProven ? [] : [warning('KEY_NOT_PROVEN', values)]),
    ];
    return { finding: stating('key-state.ours', { ...values, state }), isChecked: true, warnings };
  }
  const since = compromisedSince ?? 0;
  if (set !== 'us') {
    // Its owner disowned it; what our trail signed, it signed with other keys.
    const finding = failing('KEY_COMPROMISED', 'key-state.disowned', { ...values, since: since / 1000 });
    return { finding, isChecked: true, warnings: [] };
  }
  const signedAt = signedHere(tokenSha256);
  if (signedAt === null || signedAt >= since) {
    const finding = failing('KEY_COMPROMISED', 'key-state.compromised', { ...values, since: since / 1000 });
    return { finding, isChecked: true, warnings: [] };
  }
  const times = { ...values, signedAt: signedAt / 1000, since: since / 1000 };
  return {
    finding: stating('key-state.signed-before', times),
    isChecked: true,
    warnings: [warning('KEY_COMPROMISED_LATER', times)],
  };
}
