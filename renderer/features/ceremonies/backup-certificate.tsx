import { Printer, Save } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { toBackups } from './backup-opening.tsx';
import css from './ceremonies.module.css';
import { DrillSheet } from './drill-sheet.tsx';
import { setNumber } from './set-number.ts';

interface Props {
  readonly drill: Output<'backup.drill'>;
  /** It was made just now. */
  readonly isNew?: boolean;
  readonly children?: ReactNode;
}

/** The certificate of a drill: to be read, printed, and saved as it was signed. */
export function BackupCertificate({ drill, isNew = false, children }: Props) {
  const { backups } = useText();
  const language = useLanguage();
  const { setId, at, nextDrillAt } = drill.certificate;
  return (
    <Page
      title={backups.certificate.title}
      actions={
        <div className={css.onScreen}>
          {toBackups(backups.toBackups)}
          <Button look="primary" icon={Printer} onPress={() => window.print()}>
            {backups.certificate.print}
          </Button>
        </div>
      }
    >
      <div className={css.onScreen}>
        <Stack>
          {isNew && (
            <Notice tone="good" title={backups.drill.doneTitle(setNumber(setId))} isLive>
              <p>{backups.drill.doneBody(formatUtc(nextDrillAt, language))}</p>
            </Notice>
          )}
          {children}
          <SaveCertificate set={setId} at={at} fingerprint={drill.fingerprint} />
        </Stack>
      </div>
      <DrillSheet drill={drill} />
    </Page>
  );
}

function SaveCertificate({
  set,
  at,
  fingerprint,
}: {
  readonly set: string;
  readonly at: string;
  readonly fingerprint: string;
}) {
  const { backups, ceremonies } = useText();
  const make = useCommand('backup.certificate');
  const save = useCommand('file.save');
  const [saved, setSaved] = useState<{ readonly path: string; readonly fileName: string } | null>(null);
  async function onSave() {
    setSaved(null);
    const made = await make.run({ set, at });
    if (!made.ok) return;
    const written = await save.run({ document: made.value.document });
    if (written.ok && written.value.path !== null)
      setSaved({ path: written.value.path, fileName: made.value.fileName });
  }
  return (
    <>
      <div>
        <Button icon={Save} isDisabled={make.isRunning || save.isRunning} onPress={() => void onSave()}>
          {backups.certificate.save}
        </Button>
      </div>
      {[make.error, save.error].map((error, index) => error && <ErrorNotice key={index} error={error} />)}
      {saved && (
        <Notice tone="good" title={backups.certificate.saved} isLive>
          <p>
            <code className={css.kid}>{saved.path}</code>
          </p>
          <p>{ceremonies.reportCheck}</p>
          <CodeBlock
            what={ceremonies.reportCheck}
            value={`dcm-keys backup verify ${saved.fileName} --trust ${fingerprint}`}
          />
        </Notice>
      )}
    </>
  );
}
