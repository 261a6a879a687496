import type { ReactNode } from 'react';
import type { CaseReport, ReportedContent, ReportedVerdict, ShownMember } from '../../../shared/model/case-report.ts';
import { describeActor } from '../../../shared/text/actor.ts';
import { CASE_WORDS, redactionNotes } from '../../../shared/text/case-report.ts';
import { ATTACKS } from '../../../shared/text/attacks.ts';
import { Facts } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { CaseStatus, OutcomeStatus } from './case-status.tsx';
import css from './cases.module.css';

/** The report as it is read on the screen and on paper. */
export function CaseReportSheet({ report }: { readonly report: CaseReport }) {
  const text = useText();
  const language = useLanguage();
  const { title, state, openedAt, openedBy } = report.case;
  return (
    <article className={css.sheet}>
      <section className={css.section}>
        <h2>{title}</h2>
        <Facts
          rows={[
            [text.cases.columnState, <CaseStatus key="state" state={state} />],
            [text.cases.columnOpened, <Instant key="opened" iso={openedAt} />],
            [text.cases.by, describeActor(openedBy, language)],
            [text.passport.issued, <Instant key="made" iso={report.madeAt} />],
            [text.passport.installation, <code key="install">{report.installId}</code>],
          ]}
        />
        {redactionNotes(report, language).map((note) => (
          <p key={note} className={css.soft}>
            {note}
          </p>
        ))}
      </section>
      <section className={css.section}>
        <h2>{text.cases.timeline}</h2>
        {report.entries.map(({ seq, at, by, auditSeq, content }) => (
          <section key={seq} className={css.reported}>
            <h3>
              {seq}. {text.cases.kinds[content.kind]}
            </h3>
            <p className={css.soft}>
              {formatUtc(at, language)} · {describeActor(by, language)} · {CASE_WORDS[language].event} {auditSeq}
            </p>
            <Reported content={content} />
          </section>
        ))}
      </section>
    </article>
  );
}

function Reported({ content }: { readonly content: ReportedContent }): ReactNode {
  const text = useText();
  const language = useLanguage();
  switch (content.kind) {
    case 'opened':
      return <p>{content.title}</p>;
    case 'note':
      return <p className={css.note}>{content.text}</p>;
    case 'closed':
    case 'reopened':
      return <p>{content.reason}</p>;
    case 'snapshot':
      return (
        <Facts
          rows={[
            [text.cases.setOf(content.env), formatUtc(content.takenAt, language)],
            [text.cases.setDigest, <code key="sha">{content.sha256}</code>],
          ]}
        />
      );
    case 'token': {
      const { tokenSha256, pseudonym, note, verdict } = content;
      const hidden = `${pseudonym} (${CASE_WORDS[language].digestHidden})`;
      return (
        <>
          {verdict === null ? <p>{text.cases.notJudged}</p> : <Answer verdict={verdict} />}
          {note !== null && <p className={css.note}>{note}</p>}
          <Facts
            rows={[
              [text.cases.digest, tokenSha256 === null ? hidden : <code key="digest">{tokenSha256}</code>],
              ...(verdict === null ? [] : verdictRows(verdict)),
            ]}
          />
        </>
      );
    }
  }

  function verdictRows(verdict: ReportedVerdict): readonly (readonly [string, ReactNode])[] {
    const { kid, issuer, judgedAt, snapshot, attacks, warnings, header, claims } = verdict;
    return [
      [text.cases.kid, <code key="kid">{kid ?? text.common.none}</code>],
      [text.cases.issuer, text.terms.issuer[issuer]],
      [text.cases.judgedFor, judgedAt === null ? text.common.none : formatUtc(judgedAt, language)],
      ...(snapshot === null ? [] : ([[text.cases.setDigest, <code key="set">{snapshot.sha256}</code>]] as const)),
      ...(attacks.length === 0
        ? []
        : ([[text.cases.attempts, attacks.map((id) => ATTACKS[language][id]).join(' ')]] as const)),
      ...(warnings.length === 0 ? [] : ([[text.cases.warnings, <code key="w">{warnings.join(', ')}</code>]] as const)),
      ...(header.length === 0 ? [] : ([[text.cases.header, <Members key="h" members={header} />]] as const)),
      ...(claims.length === 0 ? [] : ([[text.cases.claims, <Members key="c" members={claims} />]] as const)),
      [text.cases.signature, text.cases.masked],
    ];
  }
}

function Answer({ verdict: { outcome, codes } }: { readonly verdict: ReportedVerdict }) {
  return (
    <p className={css.answer}>
      <OutcomeStatus outcome={outcome} /> {codes.length > 0 && <code>{codes.join(', ')}</code>}
    </p>
  );
}

function Members({ members }: { readonly members: readonly ShownMember[] }) {
  const language = useLanguage();
  return (
    <ul className={css.members}>
      {members.map(({ name, value, isPseudonym }) => (
        <li key={name}>
          <code>{name}</code> {isPseudonym ? <em>{value}</em> : <code>{value}</code>}
          {isInstant(name, value) && ` ${formatUtc(new Date(Number(value) * 1000).toISOString(), language)}`}
        </li>
      ))}
    </ul>
  );
}

/** Seconds since 1970 that fall into years of four digits. @see RFC 7519 §4.1.4 */
function isInstant(name: string, value: string): boolean {
  return ['iat', 'nbf', 'exp'].includes(name) && /^\d{1,11}$/u.test(value);
}
