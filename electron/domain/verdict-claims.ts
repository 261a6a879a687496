import { FLOWS } from '../../shared/model/flow.ts';
import type { ClaimProfile, Finding } from '../../shared/model/verdict.ts';
import type { JsonObject } from './strict-json.ts';
import { failing, isFilled, stating } from './verdict-finding.ts';

/** Claims that a profile wants as text. Times are judged apart. */
const TEXT_CLAIMS: Readonly<Record<ClaimProfile, readonly string[]>> = {
  any: [],
  bank: ['flow', 'obj', 'sub'],
  platform: ['jti'],
};
const KNOWN_FLOWS: readonly string[] = FLOWS;
const FITS: Readonly<Record<ClaimProfile, readonly [Finding]>> = {
  any: [stating('claims.any')],
  bank: [stating('claims.bank')],
  platform: [stating('claims.platform')],
};

/** Judges the claims that are no times: what the profile demands, and no more; an audience must be readable if it is there. */
export function judgeClaims(claims: JsonObject, profile: ClaimProfile): readonly [Finding, ...Finding[]] {
  const found: Finding[] = [];
  for (const name of TEXT_CLAIMS[profile]) {
    const flaw = judgeText(claims, name);
    if (flaw !== null) found.push(flaw);
  }
  if (Object.hasOwn(claims, 'aud') && !isAudience(claims['aud'])) found.push(failing('CLAIM_INVALID', 'claims.aud'));
  return isFilled(found) ? found : FITS[profile];
}

function judgeText(claims: JsonObject, claim: string): Finding | null {
  if (!Object.hasOwn(claims, claim)) return failing('CLAIM_INVALID', 'claims.missing', { claim });
  const value = claims[claim];
  if (typeof value !== 'string') return failing('CLAIM_INVALID', 'claims.not-text', { claim });
  if (claim !== 'flow' || KNOWN_FLOWS.includes(value)) return null;
  return failing('CLAIM_INVALID', 'claims.flow', { flow: value });
}

/** @see RFC 7519 §4.1.3 */
function isAudience(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}
