import type { ComponentProps } from 'react';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { helpOfVerdict, helpOfWarning } from '../../../shared/text/help-index.ts';
import { Fold } from '../../components/fold.tsx';
import { HelpButton } from '../../components/help-button.tsx';
import { LifeBar } from '../../components/life-bar.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel } from '../../components/page.tsx';
import { CheckStatus } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { VerdictBadge } from '../../components/verdict-badge.tsx';
import { formatDuration } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { fourLines } from './four-lines.ts';
import { MemberTable } from './member-table.tsx';
import { nextStep } from './next-step.ts';
import css from './token-check.module.css';

/** The answer first, then four lines, then every check, then the raw content. */
export function VerdictView({ verdict, pasted }: { readonly verdict: Verdict; readonly pasted: string }) {
  const text = useText();
  const isSigned = verdict.checks.some(({ name, result }) => name === 'signature' && result === 'pass');
  const life = isSigned ? lifeOf(verdict) : null;
  const passed = verdict.checks.filter(({ result }) => result === 'pass').length;
  return (
    <>
      <VerdictBadge
        outcome={verdict.outcome}
        headline={verdict.headline}
        kid={verdict.kid}
        next={nextStep(verdict, pasted, text)}
      >
        <HelpButton id={helpOfVerdict(verdict)} />
      </VerdictBadge>
      <Panel title={text.check.fourLines}>
        <dl className={css.lines}>
          {fourLines(verdict, text).map(({ id, result, code, words }) => (
            <div key={id} className={css.line}>
              <dt>{text.check[id]}</dt>
              <dd className={css.mark}>
                <CheckStatus result={result} code={code} />
              </dd>
              <dd className={css.why}>{words}</dd>
            </div>
          ))}
        </dl>
        {life && <LifeBar {...life} />}
        <p className={css.aside}>{text.check.notOperation}</p>
      </Panel>
      {verdict.warnings.map((warning) => (
        <Notice key={warning.code} tone="unsure" title={warning.message}>
          <WarningHelp code={warning.code} />
        </Notice>
      ))}
      <Fold title={text.check.checks} note={text.check.checksPassed(passed, verdict.checks.length)}>
        <ol className={css.checks}>
          {verdict.checks.map((check) => (
            <li key={check.name} className={css.check}>
              <strong>{text.terms.checkName[check.name]}</strong>
              <CheckStatus result={check.result} code={check.code} />
              <span className={css.why}>
                {check.reason} {check.code && <code>{check.code}</code>}
              </span>
            </li>
          ))}
        </ol>
      </Fold>
      <Fold title={text.check.content} note={isSigned ? text.check.contentVerified : null}>
        {!isSigned && <Notice tone="unsure" title={text.check.contentUnverified} />}
        {verdict.claims && (
          <MemberTable title={text.check.claimsTitle} members={verdict.claims} meanings={text.terms.claim} />
        )}
        {verdict.header && (
          <MemberTable title={text.check.headerTitle} members={verdict.header} meanings={text.terms.headerMember} />
        )}
      </Fold>
      <Judged verdict={verdict} />
    </>
  );
}

/** The code to name on the phone, and what it means. */
function WarningHelp({ code }: { readonly code: string }) {
  const id = helpOfWarning(code);
  return (
    <div className={css.warning}>
      <code>{code}</code>
      {id && <HelpButton id={id} />}
    </div>
  );
}

function Judged({ verdict }: { readonly verdict: Verdict }) {
  const text = useText();
  const language = useLanguage();
  const { snapshot } = verdict;
  return (
    <Fold title={text.check.judgedTitle}>
      <Facts
        rows={[
          [text.check.code, <code key="code">{verdict.code}</code>],
          [text.check.judgedAt, verdict.judgedAt ? <Instant key="at" iso={verdict.judgedAt} /> : text.common.none],
          [text.check.leeway, formatDuration(verdict.leewaySeconds, language)],
          [text.check.profile, text.terms.profile[verdict.profile]],
          [
            text.check.snapshot,
            snapshot === null ? (
              text.common.none
            ) : snapshot.takenAt === null ? (
              text.check.snapshotFile
            ) : (
              <Instant key="taken" iso={snapshot.takenAt} isRelative />
            ),
          ],
          [text.check.digest, <code key="digest">{verdict.tokenSha256}</code>],
        ]}
      />
    </Fold>
  );
}

/** The life that the token claims, if it claims one that can be drawn against the judged instant. */
function lifeOf({ claims, judgedAt, leewaySeconds }: Verdict): ComponentProps<typeof LifeBar> | null {
  const from = claims?.['iat'] ?? claims?.['nbf'];
  const to = claims?.['exp'];
  if (judgedAt === null || typeof from !== 'number' || typeof to !== 'number' || to <= from) return null;
  const judgedMs = Date.parse(judgedAt);
  const isDrawable = from > 0 && to * 1000 < judgedMs + 10 * 365 * 86_400_000;
  return isDrawable ? { fromMs: from * 1000, toMs: to * 1000, judgedMs, leewayMs: leewaySeconds * 1000 } : null;
}
