import type { Environment } from '../../../shared/model/environment.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';
import { DcmKid } from './dcm-kid.tsx';

/** The keys of this DCM that are not trusted, and on whose word. Not shown while there is none. */
export function DistrustPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const distrusted = useQuery('distrust.list', {});
  const here = distrusted.value?.filter(({ env }) => env === environment.name) ?? [];
  if (here.length === 0) return null;
  return (
    <Panel title={text.archive.distrustList} lead={text.archive.distrustListLead} isFlush>
      <DataTable
        label={text.archive.distrustList}
        rows={here}
        rowId={({ kid }) => kid}
        columns={[
          { id: 'kid', label: text.archive.distrustKid, cell: ({ env, kid }) => <DcmKid env={env} kid={kid} /> },
          { id: 'since', label: text.archive.distrustSince, cell: ({ since }) => <Instant iso={since} /> },
          { id: 'noted', label: text.archive.distrustNoted, cell: ({ notedAt }) => <Instant iso={notedAt} /> },
          {
            id: 'by',
            label: text.archive.distrustBy,
            cell: ({ caller, callBack, reason }) => (
              <div className={css.lines}>
                <span>{reason}</span>
                <span>{caller ?? text.common.unknown}</span>
                <span className={css.soft}>{callBack ?? text.common.unknown}</span>
              </div>
            ),
          },
        ]}
      />
    </Panel>
  );
}
