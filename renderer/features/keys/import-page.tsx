import { FileKey } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Panel, Row } from '../../components/page.tsx';
import { type PickedFile, useHanded } from '../../ipc/hand-over.ts';
import { address } from '../../ipc/route.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { ExaminedFacts } from './examined-facts.tsx';
import { ImportDone } from './import-done.tsx';
import { ImportForm } from './import-form.tsx';
import css from './keys.module.css';

/** A key that was made elsewhere: its file → what it is → what it is for → here. The file never enters this page. */
export function ImportPage() {
  const text = useText();
  const handed = useHanded();
  const choose = useCommand('file.choose');
  const [file, setFile] = useState<PickedFile | null>(handed.file ?? null);
  const [imported, setImported] = useState<Output<'key.import'> | null>(null);

  async function pick() {
    const result = await choose.run({});
    if (!result.ok || result.value.file === null) return;
    setImported(null);
    setFile(result.value.file);
  }

  return (
    <Page
      title={text.keyImport.title}
      lead={text.keyImport.lead}
      actions={<LinkButton href={address('keys')}>{text.keys.backToKeys}</LinkButton>}
    >
      {imported === null ? (
        <>
          <Panel title={text.keyImport.stepFile} lead={text.keyImport.fileLead}>
            <Row>
              <Button
                look={file === null ? 'primary' : 'plain'}
                icon={FileKey}
                isDisabled={choose.isRunning}
                onPress={() => void pick()}
              >
                {file === null ? text.keyImport.choose : text.keyImport.chooseOther}
              </Button>
              {file !== null && <FileName file={file} />}
            </Row>
            {choose.error && <ErrorNotice error={choose.error} />}
            {file !== null && <WhatItIs key={file.id} file={file} onImported={setImported} />}
          </Panel>
        </>
      ) : (
        <ImportDone
          imported={imported}
          onAnother={() => {
            setImported(null);
            setFile(null);
          }}
        />
      )}
    </Page>
  );
}

function FileName({ file }: { readonly file: PickedFile }) {
  const text = useText();
  const language = useLanguage();
  return (
    <span>
      <strong>{file.name}</strong>{' '}
      <span className={css.soft}>{text.keyImport.size(formatNumber(file.size, language))}</span>
    </span>
  );
}

interface WhatProps {
  readonly file: PickedFile;
  readonly onImported: (imported: Output<'key.import'>) => void;
}

/** Says what the file is before anything is asked for. */
function WhatItIs({ file, onImported }: WhatProps) {
  const text = useText();
  const examined = useQuery('examine.file', { file: file.id });
  return (
    <Loaded query={examined}>
      {(found) => (
        <>
          <ExaminedFacts examined={found} />
          {found.actions.includes('import-key') ? (
            <ImportForm file={file} examined={found} onImported={onImported} />
          ) : (
            <Notice tone="unsure" title={text.keyImport.notImportable}>
              <p>{text.keyImport.notImportableNext}</p>
            </Notice>
          )}
        </>
      )}
    </Loaded>
  );
}
