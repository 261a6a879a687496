import {
  Archive,
  ArchiveRestore,
  ArrowLeft,
  CircleAlert,
  CircleCheck,
  Clock,
  FileBadge,
  FileCheck2,
  FolderOpen,
} from 'lucide-react';
import type { BackupSet } from '../../../shared/model/backup-set.ts';
import { LinkButton } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Facts, Page, Panel, Stack } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { setNumber } from './set-number.ts';
import { RecoveryPanel } from './recovery-panel.tsx';

const LOOKS = {
  open: ['unsure', Clock],
  closed: ['good', CircleCheck],
  void: ['bad', CircleAlert],
} as const;

/** The backup sets of this home: whether each can be relied on, and who keeps which share. */
export function BackupRoom() {
  const { backups } = useText();
  const sets = useQuery('backup.list', {});
  return (
    <Page
      title={backups.title}
      lead={backups.lead}
      actions={
        <>
          <LinkButton icon={ArrowLeft} href={address('ceremonies')}>
            {backups.back}
          </LinkButton>
          <LinkButton icon={FileCheck2} href={address('ceremonies', 'backups', 'check')}>
            {backups.check.open}
          </LinkButton>
          <LinkButton icon={FileBadge} href={address('ceremonies', 'backups', 'verify')}>
            {backups.verify.open}
          </LinkButton>
          <LinkButton icon={ArchiveRestore} href={address('ceremonies', 'backups', 'restore')}>
            {backups.restore.open}
          </LinkButton>
        </>
      }
    >
      <Loaded query={sets}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon={Archive} title={backups.noneTitle}>
              {backups.noneBody} <a href={address('ceremonies', 'backups', 'drill')}>{backups.drillElsewhere}</a>
            </EmptyState>
          ) : (
            <Stack>
              {all.map((set) => (
                <SetPanel key={set.id} set={set} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <RecoveryPanel />
    </Page>
  );
}

function SetPanel({ set }: { readonly set: BackupSet }) {
  const { backups, common } = useText();
  const [tone, icon] = LOOKS[set.state];
  const day = (iso: string | null) => (iso === null ? common.none : <Instant iso={iso} />);
  return (
    <Panel
      title={setNumber(set.id)}
      lead={`${backups.of(set.threshold, set.shares)}${set.isRehearsal ? ` · ${backups.rehearsal}` : ''}`}
      actions={
        <>
          <Status tone={tone} icon={icon}>
            {backups.states[set.state]}
          </Status>
          {set.lastDrillAt !== null && (
            <LinkButton icon={FileBadge} href={address('ceremonies', 'backups', 'certificates', set.id)}>
              {backups.certificates}
            </LinkButton>
          )}
          {set.state === 'closed' && (
            <LinkButton icon={FolderOpen} href={address('ceremonies', 'backups', 'drill', set.id)}>
              {backups.drillOpen}
            </LinkButton>
          )}
        </>
      }
    >
      <Stack>
        <Facts
          rows={[
            [backups.keys, <code key="kids">{set.kids.join(', ')}</code>],
            [backups.made, day(set.begunAt)],
            ...(set.voided === null ? [] : [[backups.reason, set.voided.reason] as const]),
            ...(set.state === 'closed'
              ? ([
                  [backups.lastDrill, day(set.lastDrillAt)],
                  [backups.nextDrill, day(set.nextDrillAt)],
                  [backups.file, <code key="file">{set.fileSha256}</code>],
                ] as const)
              : []),
          ]}
        />
        <DataTable
          label={backups.custodian}
          rows={set.custodians}
          rowId={({ number }) => String(number)}
          columns={[
            { id: 'number', label: backups.share, cell: ({ number }) => number },
            { id: 'name', label: backups.custodian, cell: ({ name }) => name },
            { id: 'place', label: backups.place, cell: ({ place }) => place ?? common.none },
            { id: 'since', label: backups.since, cell: ({ since }) => day(since) },
            { id: 'proven', label: backups.proven, cell: ({ provenAt }) => day(provenAt) },
          ]}
        />
      </Stack>
    </Panel>
  );
}
