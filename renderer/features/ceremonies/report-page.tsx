import { Printer, Signature } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Language, Output } from '../../../shared/ipc/contract.ts';
import { ceremonyReportWords } from '../../../shared/text/ceremony-report-words.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Choice } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Row, Stack } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './ceremonies.module.css';
import { ReportSheet } from './report-sheet.tsx';

const LANGUAGES = ['en', 'uk'] as const satisfies readonly Language[];
type Shown = Language | 'both';

/** The report for paper, in either language or both, and the signed transcript that it is made of. */
export function ReportPage({ id }: { readonly id: string }) {
  const { ceremonies, ceremonyRun } = useText();
  const [shown, setShown] = useState<Shown>('both');
  const english = useQuery('ceremony.report', shown === 'uk' ? null : { id, language: 'en' });
  const ukrainian = useQuery('ceremony.report', shown === 'en' ? null : { id, language: 'uk' });
  const run = useQuery('ceremony.state', { id });
  useNumberedSheets(id, run.value?.script.sha256 ?? '');
  return (
    <Page
      title={ceremonies.reportTitle(id)}
      actions={
        <div className={css.onScreen}>
          <LinkButton href={address('ceremonies', 'run', id)}>{ceremonies.backToRun}</LinkButton>
          <Button look="primary" icon={Printer} onPress={() => window.print()}>
            {ceremonies.reportPrint}
          </Button>
        </div>
      }
    >
      <div className={css.onScreen}>
        <Stack>
          <Choice<Shown>
            legend={ceremonies.reportLanguages}
            isRow
            value={shown}
            onChange={setShown}
            options={[
              { id: 'both', label: ceremonies.reportBoth },
              { id: 'en', label: ceremonyRun.english },
              { id: 'uk', label: ceremonyRun.ukrainian },
            ]}
          />
          <SaveTranscript id={id} />
        </Stack>
      </div>
      {id.startsWith('R-') && (
        <p className={css.paperMark} aria-hidden>
          {LANGUAGES.filter((one) => shown === 'both' || shown === one).map((one) => (
            <span key={one}>{ceremonyReportWords(one).mark}</span>
          ))}
        </p>
      )}
      {shown !== 'uk' && (
        <Loaded query={english}>{(report) => <ReportSheet id={id} report={report} language="en" />}</Loaded>
      )}
      {shown !== 'en' && (
        <Loaded query={ukrainian}>{(report) => <ReportSheet id={id} report={report} language="uk" />}</Loaded>
      )}
    </Page>
  );
}

/** On paper, the ceremony, the SHA-256 of its script and the page stand at the foot of each sheet: none can be exchanged unseen. */
function useNumberedSheets(id: string, sha256: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    const foot = [
      `@bottom-left { content: "${id}"; }`,
      `@bottom-center { content: "${sha256}"; font: 7pt monospace; white-space: nowrap; }`,
      '@bottom-right { content: counter(page) " / " counter(pages); }',
    ];
    sheet.replaceSync(`@page { size: A4; margin: 14mm 14mm 18mm; font-size: 9pt; ${foot.join(' ')} }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [id, sha256]);
}

function SaveTranscript({ id }: { readonly id: string }) {
  const { ceremonies } = useText();
  const make = useCommand('ceremony.export');
  const save = useCommand('file.save');
  const [saved, setSaved] = useState<{ readonly path: string; readonly made: Output<'ceremony.export'> } | null>(null);

  async function onSave() {
    setSaved(null);
    const made = await make.run({ id });
    if (!made.ok) return;
    const written = await save.run({ document: made.value.document });
    if (written.ok && written.value.path !== null) setSaved({ path: written.value.path, made: made.value });
  }

  return (
    <>
      <Row>
        <Button icon={Signature} isDisabled={make.isRunning} onPress={() => void onSave()}>
          {ceremonies.reportExport}
        </Button>
      </Row>
      {make.error && <ErrorNotice error={make.error} onRetry={() => void onSave()} />}
      {save.error && <ErrorNotice error={save.error} onRetry={() => void onSave()} />}
      {saved && (
        <Notice tone="good" title={ceremonies.reportSaved} isLive>
          <p>
            <code className={css.kid}>{saved.path}</code>
          </p>
          <p>{ceremonies.reportCheck}</p>
          <CodeBlock
            what={ceremonies.reportCheck}
            value={`dcm-keys ceremony verify ${saved.made.fileName} --trust ${saved.made.fingerprint}`}
          />
        </Notice>
      )}
    </>
  );
}
