import type { Finding, JudgedWarning } from '../../shared/model/verdict.ts';
import type { WarningCode } from '../../shared/model/verdict-reasons.ts';
import type { JsonObject } from './strict-json.ts';
import { judgeClaims } from './verdict-claims.ts';
import { warning } from './verdict-finding.ts';
import { readHeaderFacts } from './verdict-header.ts';
import { readabilityOfTimes, timeWarnings } from './verdict-time.ts';

/** A remark about a decoded token; where a check would say the same, its finding carries the sentence. */
export interface TokenRemark {
  readonly warning: JudgedWarning;
  readonly finding: Finding | null;
}

/** What stands out in a decoded token, whoever signed it: what a judge would refuse, and what is only odd. */
export function lintToken(header: JsonObject, claims: JsonObject | null, isSigned: boolean): readonly TokenRemark[] {
  const facts = readHeaderFacts(header);
  const refusals = [facts.members, facts.algorithm].flatMap((finding) => remarksOf([finding]));
  const bare: WarningCode[] = ['NOT_VERIFIED'];
  if (!isSigned) bare.push('UNSIGNED');
  if (!Object.hasOwn(header, 'kid')) bare.push('KID_MISSING');
  const odd = [...bare.map((code) => warning(code)), ...facts.warnings].map((one) => ({ warning: one, finding: null }));
  if (claims === null) return [...odd, ...refusals];
  const times = timeWarnings(claims).map((one) => ({ warning: one, finding: null }));
  return [
    ...odd,
    ...refusals,
    ...remarksOf(judgeClaims(claims, 'any')),
    ...remarksOf(readabilityOfTimes(claims)),
    ...times,
  ];
}

function remarksOf(findings: readonly Finding[]): TokenRemark[] {
  return findings.flatMap((finding) => {
    const { code } = finding;
    if (code !== 'HEADER_NOT_ALLOWED' && code !== 'ALG_NOT_ALLOWED' && code !== 'CLAIM_INVALID') return [];
    return [{ warning: warning(code), finding }];
  });
}
