import type { CaseItem, VerdictFacts } from '../../shared/model/case.ts';
import type { CaseReport, ReportedContent, ReportedVerdict } from '../../shared/model/case-report.ts';
import { createRedaction, type Redaction, type Shown } from './case-redaction.ts';
import { caseStateOf, caseTitleOf } from './case-item.ts';

interface Wanted {
  readonly id: string;
  readonly items: readonly CaseItem[];
  /** The secret of the case, hex. */
  readonly salt: string;
  readonly shown: Shown;
  readonly madeAt: string;
  readonly installId: string;
}

/**
 * Makes the redacted report of a case. Sentences of verdicts are left out, for they quote the token; so are the hashes of
 * the entries, by which somebody could try names until one fits.
 */
export function caseReport({ id, items, salt, shown, madeAt, installId }: Wanted): CaseReport {
  const redaction = createRedaction(items, salt, shown);
  const [first] = items;
  return {
    case: {
      id,
      title: redaction.text(caseTitleOf(items)),
      state: caseStateOf(items),
      openedAt: first?.at ?? madeAt,
      openedBy: redaction.text(first?.by ?? ''),
    },
    madeAt,
    installId,
    showsSub: shown.sub,
    showsObj: shown.obj,
    entries: items.map(({ seq, at, by, auditSeq, content }) => ({
      seq,
      at,
      by: redaction.text(by),
      auditSeq,
      content: reported(content, redaction),
    })),
  };
}

function reported(content: CaseItem['content'], redaction: Redaction): ReportedContent {
  switch (content.kind) {
    case 'opened':
      return { kind: 'opened', title: redaction.text(content.title) };
    case 'token': {
      const { tokenSha256, token, note, verdict } = content;
      return {
        kind: 'token',
        tokenSha256: isGuessable(verdict) ? null : tokenSha256,
        pseudonym: redaction.pseudonym('token', tokenSha256),
        isKept: token !== null,
        note: note === null ? null : redaction.text(note),
        verdict: verdict === null ? null : reportedVerdict(verdict, redaction),
      };
    }
    case 'note':
      return { kind: 'note', text: redaction.text(content.text) };
    case 'snapshot': {
      const { id, env, takenAt, source, sha256 } = content;
      return { kind: 'snapshot', id, env: redaction.text(env), takenAt, source: redaction.text(source), sha256 };
    }
    case 'closed':
    case 'reopened':
      return { kind: content.kind, reason: redaction.text(content.reason) };
  }
}

/** Without a signature nothing in a token is unknown but the names: its digest would confirm each guess of them. */
function isGuessable(verdict: VerdictFacts | null): boolean {
  return verdict !== null && verdict.checks.find(({ name }) => name === 'algorithm')?.result !== 'pass';
}

function reportedVerdict(facts: VerdictFacts, redaction: Redaction): ReportedVerdict {
  const { outcome, code, codes, issuer, checks, warnings, attacks, kid, alg, snapshot, signedHere } = facts;
  const { judgedAt, leewaySeconds, profile, headerJson, claimsJson } = facts;
  return {
    outcome,
    code,
    codes,
    issuer,
    checks: checks.map(({ name, result, code: of }) => ({ name, result, code: of })),
    warnings: warnings.map((one) => one.code),
    attacks,
    kid: kid === null ? null : redaction.text(kid),
    alg: alg === null ? null : redaction.text(alg),
    judgedAt,
    leewaySeconds,
    profile,
    snapshot: snapshot && { id: snapshot.id, takenAt: snapshot.takenAt, sha256: snapshot.sha256 },
    signedHere: signedHere && { at: signedHere.at, auditSeq: signedHere.auditSeq },
    header: redaction.header(headerJson),
    claims: redaction.claims(claimsJson),
  };
}
