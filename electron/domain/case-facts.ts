import type { VerdictFacts } from '../../shared/model/case.ts';
import type { Verdict } from '../../shared/model/verdict.ts';

/** A verdict as a case keeps it. What a token says of itself becomes text that has one canonical form, whatever it was. */
export function verdictFacts(verdict: Verdict): VerdictFacts {
  const { outcome, code, codes, headline, issuer, checks, warnings, kid, alg, header, claims } = verdict;
  const { judgedAt, leewaySeconds, profile, snapshot, attacks, signedHere } = verdict;
  return {
    outcome,
    code,
    codes,
    headline: headline.toWellFormed(),
    issuer,
    checks: checks.map(({ name, result, code: of, reasonId, reason }) => ({
      name,
      result,
      code: of,
      reasonId,
      reason: reason.toWellFormed(),
    })),
    warnings: warnings.map(({ code: of, message }) => ({ code: of, message: message.toWellFormed() })),
    kid: kid?.toWellFormed() ?? null,
    alg: alg?.toWellFormed() ?? null,
    headerJson: header === null ? null : JSON.stringify(header),
    claimsJson: claims === null ? null : JSON.stringify(claims),
    judgedAt,
    leewaySeconds,
    profile,
    snapshot,
    attacks,
    signedHere: signedHere && { ...signedHere, reason: signedHere.reason.toWellFormed() },
  };
}
