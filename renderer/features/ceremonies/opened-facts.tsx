import type { OpenedBackup } from '../../../shared/model/opened-backup.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Fold } from '../../components/fold.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel, Stack } from '../../components/page.tsx';
import { KeyStatus } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './ceremonies.module.css';
import { setNumber } from './set-number.ts';

type OpenedKey = OpenedBackup['keys'][number];

/** What the file of a backup says in clear, and what this home knows of the same keys: whatever differs comes first. */
export function OpenedFacts({ opened }: { readonly opened: OpenedBackup }) {
  const { backups } = useText();
  const language = useLanguage();
  const { setId, threshold, shares, madeAt, isRehearsal, fileSha256, known, keys } = opened;
  const changed = keys.filter(({ state, here }) => here !== null && here !== state);
  return (
    <Panel
      title={backups.opening.title(setNumber(setId))}
      lead={[
        backups.of(threshold, shares),
        `${backups.made} ${formatDay(madeAt, language)}`,
        ...(isRehearsal ? [backups.rehearsal] : []),
      ].join(' · ')}
    >
      <Stack>
        {changed.length > 0 && (
          <Notice tone="unsure" title={backups.opening.changedTitle(changed.length)}>
            <p>{backups.opening.changedBody}</p>
          </Notice>
        )}
        <DataTable
          label={backups.keys}
          rows={keys}
          rowId={({ kid }) => kid}
          columns={[
            { id: 'key', label: backups.opening.key, cell: (key) => <KeyName of={key} /> },
            { id: 'state', label: backups.opening.stateThen, cell: ({ state }) => <KeyStatus state={state} /> },
            {
              id: 'here',
              label: backups.opening.stateHere,
              cell: ({ here }) => (here === null ? backups.opening.notHere : <KeyStatus state={here} />),
            },
          ]}
        />
        <Fold title={backups.opening.more}>
          <Facts
            rows={[
              [backups.made, <Instant key="made" iso={madeAt} />],
              [backups.opening.known, known === null ? backups.opening.unknownSet : backups.states[known]],
              [backups.file, <code key="file">{fileSha256}</code>],
            ]}
          />
        </Fold>
      </Stack>
    </Panel>
  );
}

function KeyName({ of: { kid, label, alg, env } }: { readonly of: OpenedKey }) {
  return (
    <>
      {label !== null && <strong>{label}</strong>} <code className={css.kid}>{kid}</code>{' '}
      <span className={css.soft}>{[alg, env].filter(Boolean).join(' · ')}</span>
    </>
  );
}
