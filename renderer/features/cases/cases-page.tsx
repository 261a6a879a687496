import { FolderOpen, FolderPlus, SearchCheck } from 'lucide-react';
import { useState } from 'react';
import type { CaseSummary } from '../../../shared/model/case.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { address, go } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CaseStatus } from './case-status.tsx';
import css from './cases.module.css';
import { OpenCaseDialog } from './open-case-dialog.tsx';

/** Every case, and what the place is for where there is none. */
export function CasesPage() {
  const text = useText();
  const cases = useQuery('case.list', {});
  const [isOpening, setIsOpening] = useState(false);
  const openCase = (
    <Button look="primary" icon={FolderPlus} onPress={() => setIsOpening(true)}>
      {text.cases.open}
    </Button>
  );
  return (
    <Page
      title={text.cases.title}
      lead={text.cases.lead}
      actions={
        <>
          <LinkButton icon={SearchCheck} href={address('cases', 'verify')}>
            {text.cases.verify}
          </LinkButton>
          {cases.value !== null && cases.value.length > 0 && openCase}
        </>
      }
    >
      <Loaded query={cases}>
        {(list) => (
          <Panel isFlush={list.length > 0}>
            {list.length === 0 ? (
              <EmptyState
                icon={FolderOpen}
                title={text.cases.emptyTitle}
                actions={
                  <>
                    {openCase}
                    <LinkButton href={address('check')}>{text.cases.emptyCheck}</LinkButton>
                  </>
                }
              >
                {text.cases.emptyBody}
              </EmptyState>
            ) : (
              <CaseTable cases={list} />
            )}
          </Panel>
        )}
      </Loaded>
      {isOpening && <OpenCaseDialog onOpened={(id) => go('cases', id)} onClose={() => setIsOpening(false)} />}
    </Page>
  );
}

function CaseTable({ cases }: { readonly cases: readonly CaseSummary[] }) {
  const text = useText();
  return (
    <DataTable
      label={text.cases.title}
      rows={cases}
      rowId={({ id }) => id}
      columns={[
        {
          id: 'title',
          label: text.cases.columnTitle,
          cell: ({ id, title }) => <a href={address('cases', id)}>{title}</a>,
        },
        { id: 'id', label: text.cases.columnId, cell: ({ id }) => <span className={css.number}>{id}</span> },
        { id: 'state', label: text.cases.columnState, cell: ({ state }) => <CaseStatus state={state} /> },
        { id: 'opened', label: text.cases.columnOpened, cell: ({ openedAt }) => <Instant iso={openedAt} /> },
        { id: 'entries', label: text.cases.columnEntries, isNarrow: true, cell: ({ items }) => items },
      ]}
    />
  );
}
