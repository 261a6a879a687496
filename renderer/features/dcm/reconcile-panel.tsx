import { GitCompareArrows } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Reconciliation } from '../../../shared/model/reconciliation.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import { ReconcileFindings } from './reconcile-findings.tsx';
import css from './reconcile.module.css';
import { gradeOf, type ReconcileGrade } from './reconcile-grade.ts';

/** Our keys beside DCM's list: compared when the page is opened, and on demand. */
export function ReconcilePanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const { isOnline } = useApp().state;
  const env = environment.name;
  const kept = useQuery('reconciliation.read', { env });
  const { run, isRunning, error } = useCommand('reconciliation.run');
  // Where nothing can be recorded the answer is all there is.
  const [own, setOwn] = useState<Reconciliation | null>(null);
  useEffect(() => {
    let isHere = true;
    if (isOnline) void run({ env }).then((result) => isHere && result.ok && setOwn(result.value));
    return () => {
      isHere = false;
    };
  }, [run, env, isOnline]);

  async function compare() {
    const result = await run({ env });
    if (result.ok) setOwn(result.value);
  }

  const report = own !== null && (kept.value === null || kept.value.at < own.at) ? own : kept.value;
  return (
    <Panel
      title={text.dcm.compareTitle}
      lead={text.dcm.compareLead}
      actions={
        <Button icon={GitCompareArrows} isDisabled={isRunning} onPress={() => void compare()}>
          {isRunning ? text.dcm.comparing : text.dcm.compareNow}
        </Button>
      }
    >
      {error && <ErrorNotice error={error} onRetry={() => void compare()} />}
      {kept.error && <ErrorNotice error={kept.error} onRetry={kept.reload} />}
      {report === null ? (
        !isRunning && <p className={css.soft}>{text.dcm.comparedNever}</p>
      ) : (
        <>
          <Grade grade={gradeOf(report)} />
          <div className={css.when}>
            {text.dcm.comparedAt} <Instant iso={report.at} isRelative />
            {!isOnline && <span>{text.dcm.compareOffline}</span>}
          </div>
          <ReconcileFindings report={report} environment={environment} />
        </>
      )}
    </Panel>
  );
}

const TONES = { alarm: 'bad', wrong: 'unsure', open: 'calm', same: 'good', empty: 'good' } as const;

function Grade({ grade }: { readonly grade: ReconcileGrade }) {
  const text = useText();
  return <Notice tone={TONES[grade]} title={sentenceOf(grade, text)} isLive />;
}

function sentenceOf(grade: ReconcileGrade, { dcm }: Text): string {
  switch (grade) {
    case 'alarm':
      return dcm.compareAlarm;
    case 'wrong':
      return dcm.compareWrong;
    case 'open':
      return dcm.compareOpen;
    case 'same':
      return dcm.compareSame;
    case 'empty':
      return dcm.compareEmpty;
  }
}
