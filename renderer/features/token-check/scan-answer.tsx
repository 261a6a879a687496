import { SearchX } from 'lucide-react';
import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import type { ScanCounts } from '../../../shared/model/scan-result.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/page.tsx';
import { VerdictBadge } from '../../components/verdict-badge.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import { scanSentence } from './scan-words.ts';
import css from './scan.module.css';

interface Props {
  readonly state: ScanState;
  readonly counts: ScanCounts;
}

/** The answer first: one sentence in large type. */
export function ScanAnswer({ state: { status, summary }, counts }: Props) {
  const text = useText();
  const { scan } = text;
  const language = useLanguage();
  if (counts.uses === 0) {
    if (status === 'running') return null;
    return (
      <Panel>
        <EmptyState icon={SearchX} title={scan.nothing(scan.filesMoreOf(summary?.fileCount ?? 0))}>
          {scan.nothingNext}
        </EmptyState>
      </Panel>
    );
  }
  const { outcome, isAlarm, words } = scanSentence(counts, text, language);
  return (
    <div role="status">
      <VerdictBadge
        outcome={outcome}
        isAlarm={isAlarm}
        word={scan.words[outcome]}
        headline={status === 'running' ? scan.soFar + words : words}
        kid={null}
        next={null}
      >
        <p className={css.soft}>{scan.uses(counts.uses, counts.tokens)}</p>
      </VerdictBadge>
    </div>
  );
}
