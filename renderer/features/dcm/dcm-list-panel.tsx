import { CircleAlert, CircleCheck, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { DcmEntry } from '../../../shared/model/registration.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './dcm.module.css';

/** What DCM itself says it holds for us; read only when asked. */
export function DcmListPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const keys = useQuery('key.list', {});
  const read = useCommand('registration.listAtDcm');
  const [entries, setEntries] = useState<readonly DcmEntry[] | null>(null);
  const ours = new Set(keys.value?.map(({ thumbprint }) => thumbprint));

  async function ask() {
    const result = await read.run({ env: environment.name });
    if (result.ok) setEntries(result.value);
  }

  return (
    <Panel
      title={text.dcm.listTitle}
      lead={text.dcm.listLead}
      isFlush
      actions={
        <Button icon={RefreshCw} isDisabled={read.isRunning} onPress={() => void ask()}>
          {text.dcm.listButton}
        </Button>
      }
    >
      {read.error && (
        <div className={css.note}>
          <ErrorNotice error={read.error} onRetry={() => void ask()} />
        </div>
      )}
      {entries?.length === 0 && <p className={css.note}>{text.dcm.listEmpty}</p>}
      {entries !== null && entries.length > 0 && (
        <DataTable
          label={text.dcm.listTitle}
          rows={entries}
          rowId={({ guid }) => guid}
          columns={[
            { id: 'key', label: text.dcm.columnKey, cell: ({ kid }) => <code>{kid ?? text.common.unknown}</code> },
            {
              id: 'whose',
              label: text.dcm.columnWhose,
              cell: ({ thumbprint }) =>
                thumbprint !== null && ours.has(thumbprint) ? (
                  <Status tone="good" icon={CircleCheck}>
                    {text.dcm.listOurs}
                  </Status>
                ) : (
                  <Status tone="bad" icon={CircleAlert}>
                    {text.dcm.listNotOurs}
                  </Status>
                ),
            },
            { id: 'guid', label: text.dcm.columnGuid, cell: ({ guid }) => <code>{guid}</code> },
            // DCM's own words for the time, unread: their form is not promised.
            { id: 'created', label: text.dcm.columnCreated, cell: ({ createdAt }) => createdAt ?? text.common.unknown },
          ]}
        />
      )}
    </Panel>
  );
}
