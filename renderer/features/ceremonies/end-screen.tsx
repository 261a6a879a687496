import { FileText } from 'lucide-react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { LinkButton } from '../../components/button.tsx';
import { Facts, Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import { CameraRule } from './camera-rule.tsx';
import { CeremonyStatus } from './ceremony-status.tsx';
import { Stage } from './stage.tsx';
import css from './stage.module.css';
import { ShownValues } from './shown-values.tsx';
import { VoidPapers } from './void-papers.tsx';

/** How it ended, and what is left to do before anybody leaves. */
export function EndScreen({ view }: { readonly view: CeremonyView }) {
  const text = useText();
  const { ceremonyRun, ceremonies } = text;
  const { state, isRehearsal, facts, endedAt } = view;
  const isAborted = state === 'aborted';
  const [title, body] = isAborted
    ? [ceremonyRun.abortedTitle, ceremonyRun.abortedBody]
    : isRehearsal
      ? [ceremonyRun.rehearsedTitle, ceremonyRun.rehearsedBody]
      : [ceremonyRun.completedTitle, ceremonyRun.completedBody];
  return (
    <Stage view={view} title={title} screen={state}>
      <CameraRule isSecret={false} />
      <p className={css.text}>{body}</p>
      <Facts
        rows={[
          [ceremonies.columnState, <CeremonyStatus key="state" state={state} />],
          [ceremonies.columnStarted, <Instant key="start" iso={view.startedAt} />],
          ...(endedAt === null ? [] : ([[ceremonyRun.ended, <Instant key="end" iso={endedAt} />]] as const)),
          ...(facts.kid === null ? [] : ([[ceremonies.columnKey, <code key="kid">{facts.kid}</code>]] as const)),
          [ceremonyRun.deviationsName, String(view.deviations.length)],
        ]}
      />
      {isAborted && view.hasPapers && <VoidPapers view={view} />}
      <Row>
        <LinkButton look="primary" icon={FileText} href={address('ceremonies', 'report', view.id)}>
          {ceremonies.showReport}
        </LinkButton>
        <LinkButton href={address('ceremonies')}>{ceremonies.back}</LinkButton>
      </Row>
      {facts.thumbprint !== null && !isAborted && (
        <ShownValues
          shown={[
            {
              id: 'thumbprint',
              label: { en: ceremonies.columnKey, uk: ceremonies.columnKey },
              value: facts.thumbprint,
              as: 'thumbprint',
            },
          ]}
        />
      )}
    </Stage>
  );
}
