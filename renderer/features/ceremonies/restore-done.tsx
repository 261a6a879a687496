import type { Output } from '../../../shared/ipc/contract.ts';
import type { OpenedBackup } from '../../../shared/model/opened-backup.ts';
import { LinkButton } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel, Row, Stack } from '../../components/page.tsx';
import { KeyStatus } from '../../components/status.tsx';
import { address } from '../../ipc/route.ts';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import list from './backups.module.css';
import css from './ceremonies.module.css';
import { setNumber } from './set-number.ts';

interface Props {
  readonly opened: OpenedBackup;
  readonly restored: Output<'backup.restore'>;
}

/** The keys are here again, and what nobody here can know of them. */
export function RestoreDone({ opened: { setId, madeAt, threshold }, restored: { keys, from } }: Props) {
  const { backups } = useText();
  const words = backups.restore;
  const language = useLanguage();
  return (
    <Stack>
      <Notice tone="good" title={words.doneTitle(keys.length, setNumber(setId))} isLive>
        <p>{words.doneBody(formatDay(madeAt, language))}</p>
      </Notice>
      <Panel title={words.keysTitle} isFlush>
        <DataTable
          label={words.keysTitle}
          rows={keys}
          rowId={({ kid }) => kid}
          columns={[
            {
              id: 'key',
              label: backups.opening.key,
              cell: ({ kid, label }) => (
                <a href={address('keys', 'show', kid)}>
                  {label !== null && <strong>{label}</strong>} <code className={css.kid}>{kid}</code>
                </a>
              ),
            },
            { id: 'state', label: words.state, cell: ({ state }) => <KeyStatus state={state} /> },
          ]}
        />
      </Panel>
      <Panel title={words.nextTitle}>
        <Stack>
          <ol className={list.numbered}>
            <li>{words.nextTrail}</li>
            <li>{words.nextPapers(threshold)}</li>
            <li>{words.nextProve}</li>
          </ol>
          <Facts
            rows={[
              [words.fromInstall, <code key="install">{from.installId}</code>],
              [words.fromHead, <code key="head">{`${String(from.head.seq)} · ${from.head.hash}`}</code>],
              [words.fromSigner, <code key="by">{from.evidenceKey}</code>],
            ]}
          />
          <Row>
            <LinkButton look="primary" href={address('keys')}>
              {words.toKeys}
            </LinkButton>
          </Row>
        </Stack>
      </Panel>
    </Stack>
  );
}
