import { useState } from 'react';
import type { ScanFilter, ScanSort } from '../../../shared/model/scan-result.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useHanded } from '../../ipc/hand-over.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { ScanPage } from './scan-page.tsx';
import { ScanRowPage } from './scan-row-page.tsx';
import { ScanStart } from './scan-start.tsx';
import { useScan } from './use-scan.ts';

/** What of a scan is looked at. It stays while a row is open. */
export interface ScanView {
  readonly filter: ScanFilter;
  readonly sort: ScanSort;
  /** The place of the row that Tab leads to. */
  readonly current: number;
}

const WHOLE: ScanView = { filter: {}, sort: { by: 'place', isDescending: false }, current: 0 };

/** The scan of this window: its form, what it finds, one of its rows. */
export function ScanRoom({ row }: { readonly row: number | null }) {
  const language = useLanguage();
  const handed = useHanded();
  const scan = useScan();
  const start = useCommand('scan.start');
  const [view, setView] = useState<ScanView>(WHOLE);
  const [isNew, setIsNew] = useState(handed.scan !== undefined);
  const { state } = scan;
  const isRunning = state?.status === 'running';

  if (row !== null) return <ScanRowPage key={`${String(row)} ${language}`} row={row} rules={state?.rules ?? null} />;
  if (state === null) return scan.error && <ScanProblem error={scan.error} onRetry={scan.reload} />;
  if (start.isRunning) return null;
  if (state.status === 'none' || isNew || start.error !== null) {
    return (
      <ScanStart
        inputs={handed.scan ?? state.inputs}
        isRunning={isRunning}
        error={start.error}
        onImported={() => {
          setView(WHOLE);
          setIsNew(false);
          start.reset();
        }}
        onStart={async (question) => {
          setView(WHOLE);
          const started = await start.run({ ...question, language });
          if (started.ok) setIsNew(false);
        }}
      />
    );
  }
  return (
    <ScanPage
      state={state}
      found={scan.found}
      view={view}
      onView={setView}
      onNew={() => setIsNew(true)}
      onAgain={(question) => void start.run({ ...question, language })}
    />
  );
}

function ScanProblem({ error, onRetry }: Parameters<typeof ErrorNotice>[0]) {
  const text = useText();
  return (
    <Page title={text.scan.title}>
      <ErrorNotice error={error} {...(onRetry ? { onRetry } : {})} />
    </Page>
  );
}
