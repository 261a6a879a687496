import { Download, FileInput } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './dcm.module.css';
import { ImportDialog } from './import-dialog.tsx';

/** DCM's keys as they were seen, newest first: fetch, import, and what is kept. */
export function SnapshotsPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const snapshots = useQuery('snapshot.list', {});
  const fetchNow = useCommand('snapshot.fetch');
  const [isImporting, setIsImporting] = useState(false);
  const onFetch = () => void fetchNow.run({ env: environment.name });

  const columns: readonly Column<Snapshot>[] = [
    { id: 'taken', label: text.dcm.columnTaken, cell: ({ takenAt }) => <Instant iso={takenAt} isRelative /> },
    {
      id: 'source',
      label: text.dcm.columnSource,
      cell: ({ trust, source }) => (
        <>
          {text.terms.trust[trust]}
          <code className={css.kids}>{source}</code>
        </>
      ),
    },
    {
      id: 'kids',
      label: text.shell.rooms.keys,
      cell: ({ kids }) => (
        <>
          {text.dcm.kids(kids.length)}
          <code className={css.kids}>{kids.join(', ')}</code>
        </>
      ),
    },
    {
      id: 'digest',
      label: text.dcm.columnDigest,
      cell: ({ sha256 }) => (
        <code className={css.digest} title={sha256}>
          {sha256}
        </code>
      ),
    },
  ];

  return (
    <Panel
      title={text.dcm.snapshots}
      lead={text.dcm.snapshotsLead}
      isFlush
      actions={
        <>
          <Button icon={FileInput} onPress={() => setIsImporting(true)}>
            {text.dcm.import}
          </Button>
          <Button look="primary" icon={Download} isDisabled={fetchNow.isRunning} onPress={onFetch}>
            {fetchNow.isRunning ? text.dcm.fetching : text.dcm.fetch}
          </Button>
        </>
      }
    >
      {fetchNow.error && (
        <div className={css.note}>
          <ErrorNotice error={fetchNow.error} onRetry={onFetch} />
        </div>
      )}
      <Loaded query={snapshots}>
        {(list) => {
          const here = list.filter(({ env }) => env === environment.name);
          return here.length === 0 ? (
            <p className={css.note}>{text.dcm.snapshotsEmpty}</p>
          ) : (
            <DataTable label={text.dcm.snapshots} rows={here} rowId={({ id }) => String(id)} columns={columns} />
          );
        }}
      </Loaded>
      {isImporting && <ImportDialog environment={environment} onClose={() => setIsImporting(false)} />}
    </Panel>
  );
}
