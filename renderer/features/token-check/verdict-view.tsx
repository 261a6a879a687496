import { Phone } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { helpOfVerdict } from '../../../shared/text/help-index.ts';
import { Button } from '../../components/button.tsx';
import { Fold } from '../../components/fold.tsx';
import { HelpButton } from '../../components/help-button.tsx';
import { LifeBar } from '../../components/life-bar.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { CheckStatus } from '../../components/status.tsx';
import { VerdictBadge } from '../../components/verdict-badge.tsx';
import { useText } from '../../text/text.ts';
import { alarmOf } from '../../../shared/text/alarm.ts';
import { AsOfBanner, AsOfForm } from './as-of.tsx';
import { AlarmReason, Attempts, SignedHereNotice, WarningNotice } from './beside-answer.tsx';
import { Evidence } from './evidence.tsx';
import { fourLines } from './four-lines.ts';
import { HowJudged } from './how-judged.tsx';
import { MemberTable } from './member-table.tsx';
import { nextStep } from './next-step.ts';
import { lifeOf } from './token-life.ts';
import css from './token-check.module.css';
import { useLetterKeys } from './use-letter-keys.ts';

// With the words of the help, which are many: they come when they are needed.
const AlarmSteps = lazy(() => import('./alarm-steps.tsx').then((file) => ({ default: file.AlarmSteps })));
const CallSheet = lazy(() => import('./call-sheet.tsx').then((file) => ({ default: file.CallSheet })));

interface Props {
  readonly verdict: Verdict;
  /** What stood in the box, of which the verdict knows nothing but the digest. */
  readonly pasted: string;
  /** The past instant that was asked for; `null`: now. */
  readonly at: string | null;
  readonly onJudgeAt: (at: string | null) => void;
}

/** The answer first, then four lines, then every check, then the content in words, then how it was judged. */
export function VerdictView({ verdict, pasted, at, onJudgeAt }: Props) {
  const text = useText();
  const isSigned = verdict.checks.some(({ name, result }) => name === 'signature' && result === 'pass');
  const life = isSigned ? lifeOf(verdict) : null;
  const passed = verdict.checks.filter(({ result }) => result === 'pass').length;
  const alarm = alarmOf(verdict);
  const isSaid = (code: string) => alarm?.warnings.some((one) => one.code === code) === true;
  const [sheetRound, setSheetRound] = useState(0);
  const showSheet = () => setSheetRound((round) => round + 1);
  function judgeAt(instant: string | null) {
    // A sheet of one moment is not copied anew, unasked, for another.
    setSheetRound(0);
    onJudgeAt(instant);
  }
  useLetterKeys({ KeyC: showSheet, ...(at === null ? {} : { KeyN: () => judgeAt(null) }) });
  return (
    <>
      {at !== null && <AsOfBanner at={at} onNow={() => judgeAt(null)} />}
      <VerdictBadge
        outcome={verdict.outcome}
        headline={verdict.headline}
        kid={verdict.kid}
        isAlarm={alarm !== null}
        next={alarm === null ? nextStep(verdict, pasted, at, text) : null}
      >
        {alarm && (
          <>
            {alarm.warnings.map((warning) => (
              <AlarmReason key={warning.code} warning={warning} />
            ))}
            <Suspense fallback={null}>
              <AlarmSteps alarm={alarm} verdict={verdict} />
            </Suspense>
          </>
        )}
        <Evidence verdict={verdict} />
        <div className={css.ways}>
          <Button look="quiet" icon={Phone} onPress={showSheet}>
            {text.answer.callSheet} <kbd>C</kbd>
          </Button>
          <HelpButton id={alarm?.help ?? helpOfVerdict(verdict)} />
        </div>
      </VerdictBadge>
      {sheetRound > 0 && (
        <Suspense fallback={null}>
          <CallSheet verdict={verdict} isAsOf={at !== null} round={sheetRound} onClose={() => setSheetRound(0)} />
        </Suspense>
      )}
      <Attempts attacks={verdict.attacks} />
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
      {verdict.signedHere && <SignedHereNotice signing={verdict.signedHere} />}
      {verdict.warnings
        .filter(({ code }) => !isSaid(code))
        .map((warning) => (
          <WarningNotice key={warning.code} warning={warning} />
        ))}
      <AsOfForm verdict={verdict} at={at} onJudgeAt={judgeAt} />
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
      <HowJudged verdict={verdict} />
    </>
  );
}
