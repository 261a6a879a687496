import { FileText, FolderOpen, Lock, Signature } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Panel, Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { AddPanel } from './add-panel.tsx';
import { CaseStatus } from './case-status.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import css from './cases.module.css';
import { StateDialog } from './state-dialog.tsx';

/** One case: what is known, in order, and what can be done with it. */
export function CasePage({ id }: { readonly id: string }) {
  const text = useText();
  const found = useQuery('case.read', { id });
  return (
    <Page
      title={found.value?.summary.title ?? text.cases.name(id)}
      actions={<LinkButton href={address('cases')}>{text.cases.back}</LinkButton>}
    >
      <Loaded query={found}>{(value) => <CaseBody {...value} />}</Loaded>
    </Page>
  );
}

function CaseBody({ summary, items, kept }: Output<'case.read'>) {
  const text = useText();
  const { id, state, openedAt, openedBy } = summary;
  const [act, setAct] = useState<'close' | 'reopen' | null>(null);
  const make = useCommand('case.export');
  const save = useCommand('file.save');
  const [saved, setSaved] = useState<{ readonly path: string; readonly fingerprint: string } | null>(null);

  async function onExport() {
    setSaved(null);
    const made = await make.run({ id });
    if (!made.ok) return;
    const written = await save.run({ document: made.value.document });
    if (written.ok && written.value.path !== null) {
      setSaved({ path: written.value.path, fingerprint: made.value.fingerprint });
    }
  }

  return (
    <>
      <div className={css.head}>
        <p className={css.facts}>
          <strong>{text.cases.name(id)}</strong>
          <CaseStatus state={state} />
          <span>{text.cases.openedBy(openedBy)}</span>
          <Instant iso={openedAt} />
        </p>
        <Row>
          <Button icon={Signature} isDisabled={make.isRunning} onPress={() => void onExport()}>
            {text.cases.export}
          </Button>
          <LinkButton icon={FileText} href={address('cases', id, 'report')}>
            {text.cases.report}
          </LinkButton>
          <Button
            icon={state === 'open' ? Lock : FolderOpen}
            onPress={() => setAct(state === 'open' ? 'close' : 'reopen')}
          >
            {state === 'open' ? text.cases.close : text.cases.reopen}
          </Button>
        </Row>
        <p className={css.soft}>{make.isRunning ? text.cases.exporting : text.cases.exportHint}</p>
      </div>
      {saved && (
        <Notice tone="good" title={text.cases.exported} isLive>
          <p>
            <code className={css.wrap}>{saved.path}</code>
          </p>
          <p>{text.cases.exportedCheck}</p>
          <CodeBlock what={text.cases.exportedCheck} value={`dcm-keys case verify FILE --trust ${saved.fingerprint}`} />
        </Notice>
      )}
      {[make.error, save.error].map(
        (error, index) => error && <ErrorNotice key={index} error={error} onRetry={() => void onExport()} />,
      )}
      <Panel title={text.cases.timeline}>
        <CaseTimeline items={items} kept={kept} />
      </Panel>
      {state === 'open' && <AddPanel id={id} />}
      {act && <StateDialog id={id} act={act} onClose={() => setAct(null)} />}
    </>
  );
}
