import { LockOpen, Plus } from 'lucide-react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import type { ScanFilter } from '../../../shared/model/scan-result.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Row } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useFreshQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { ScanAffected } from './scan-affected.tsx';
import { ScanAnswer } from './scan-answer.tsx';
import { ScanCallSheet } from './scan-call-sheet.tsx';
import { ScanFiles } from './scan-files.tsx';
import { ScanFilters } from './scan-filters.tsx';
import { ScanHistogram } from './scan-histogram.tsx';
import { ScanOdd } from './scan-odd.tsx';
import { ScanProgress } from './scan-progress.tsx';
import type { ScanView } from './scan-room.tsx';
import { ScanSave } from './scan-save.tsx';
import { ScanTable } from './scan-table.tsx';
import { ZoneAgain } from './zone-again.tsx';
import css from './scan.module.css';

interface Props {
  readonly state: ScanState;
  /** Another text each time that more may have been found. */
  readonly found: string;
  readonly view: ScanView;
  readonly onView: (view: ScanView) => void;
  readonly onNew: () => void;
  readonly onAgain: (request: Omit<Input<'scan.start'>, 'language'>) => void;
}

/** What a scan has found: the answer first, then what is odd, then when, then every line. */
export function ScanPage({ state, found, view, onView, onNew, onAgain }: Props) {
  const { scan } = useText();
  const isRunning = state.status === 'running';
  return (
    <Page
      title={scan.title}
      actions={
        <>
          <LinkButton look="quiet" href={address('check')}>
            {scan.backToCheck}
          </LinkButton>
          <Button icon={Plus} onPress={onNew}>
            {scan.another}
          </Button>
        </>
      }
    >
      {isRunning && <ScanProgress state={state} />}
      {state.isHidden ? (
        <Hidden isRunning={isRunning} />
      ) : (
        <Found state={state} found={found} view={view} onView={onView} onAgain={onAgain} />
      )}
    </Page>
  );
}

/** A lock hides what was found; the scan goes on. */
function Hidden({ isRunning }: { readonly isRunning: boolean }) {
  const { scan, shell } = useText();
  const { askUnlock } = useApp();
  return (
    <Notice tone="calm" title={scan.hiddenTitle}>
      <p>{isRunning ? scan.hiddenRunning : scan.hiddenEnded}</p>
      <Row>
        <Button look="primary" icon={LockOpen} onPress={askUnlock}>
          {shell.unlock}
        </Button>
      </Row>
    </Notice>
  );
}

function Found({ state, found, view, onView, onAgain }: Omit<Props, 'onNew'>) {
  const { scan } = useText();
  const counts = useFreshQuery('scan.counts', {}, found);
  const filter = (next: ScanFilter) => onView({ ...view, filter: next, current: 0 });
  if (counts.value === null) return counts.error && <ErrorNotice error={counts.error} onRetry={counts.reload} />;
  const { uses } = counts.value;
  const isEnded = state.status === 'ended';
  return (
    <>
      {state.error && <ErrorNotice error={state.error} />}
      {state.isImported && (
        <Notice tone="unsure" title={scan.imported}>
          {state.summary === null && <p>{scan.importedTable}</p>}
        </Notice>
      )}
      {state.summary?.isCancelled === true && <Notice tone="unsure" title={scan.stopped} />}
      <ScanAnswer state={state} counts={counts.value} />
      {isEnded && uses > 0 && (
        <div className={css.acts}>
          <ScanSave hasSummary={state.summary !== null} hasTokens={!state.isImported} />
          {state.summary && state.affected && !state.isImported && (
            <ScanCallSheet
              summary={state.summary}
              affected={state.affected}
              counts={counts.value}
              isRecorded={state.isRecorded === true}
            />
          )}
        </div>
      )}
      {state.isRecorded === false && <Notice tone="bad" title={scan.notRecorded} />}
      <ZoneAgain state={state} onAgain={onAgain} />
      {counts.value.anomalies.length > 0 && (
        <ScanOdd anomalies={counts.value.anomalies} chosen={view.filter.anomaly} onFilter={filter} />
      )}
      {state.affected && <ScanAffected affected={state.affected} isEnded={isEnded} onFilter={filter} />}
      {uses > 0 && (
        <>
          <ScanHistogram filter={view.filter} found={found} onFilter={filter} />
          <ScanFilters counts={counts.value} filter={view.filter} onFilter={filter} />
          <ScanTable all={uses} found={found} view={view} onView={onView} />
        </>
      )}
      {state.summary && <ScanFiles summary={state.summary} isRecorded={state.isRecorded === true} />}
    </>
  );
}
