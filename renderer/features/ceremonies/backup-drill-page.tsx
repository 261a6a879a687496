import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { BackupSet } from '../../../shared/model/backup-set.ts';
import type { OpenedBackup } from '../../../shared/model/opened-backup.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Panel, Row, Stack } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BackupCertificate } from './backup-certificate.tsx';
import { BackupOpening, toBackups } from './backup-opening.tsx';
import css from './backups.module.css';
import { setNumber } from './set-number.ts';

/** Proves, without a ceremony, that a backup could be restored. `wanted`: the set that is due. */
export function BackupDrillPage({ wanted }: { readonly wanted: string | null }) {
  const { backups } = useText();
  const sets = useQuery('backup.list', {});
  const [made, setMade] = useState<Output<'backup.drill'> | null>(null);
  const set = sets.value?.find(({ id }) => id === wanted) ?? null;
  if (made !== null) return <BackupCertificate drill={made} isNew />;
  return (
    <Page title={backups.drill.title} lead={backups.drill.lead} actions={toBackups(backups.toBackups)}>
      <BackupOpening openedFor="drill" before={set !== null && <WhatToBring set={set} />}>
        {(opened) => (
          <Stack>
            {set !== null && opened.setId !== set.id && (
              <Notice tone="unsure" title={backups.drill.otherSet(setNumber(opened.setId), setNumber(set.id))}>
                <p>{backups.drill.otherSetNext}</p>
              </Notice>
            )}
            <ProveForm opened={opened} onMade={setMade} />
          </Stack>
        )}
      </BackupOpening>
    </Page>
  );
}

/** Whom to call, and which paper each of them fetches. */
function WhatToBring({ set: { id, threshold, custodians } }: { readonly set: BackupSet }) {
  const { backups } = useText();
  return (
    <>
      <p>{backups.opening.bring(threshold, setNumber(id))}</p>
      <ul className={css.papers}>
        {custodians.map(({ number, name, place }) => (
          <li key={number}>{[backups.check.shareOnly(number), name, place].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
    </>
  );
}

/** All shares are here: where the papers go, and the proof itself. */
function ProveForm({
  opened: { taken, keys },
  onMade,
}: {
  readonly opened: OpenedBackup;
  readonly onMade: (made: Output<'backup.drill'>) => void;
}) {
  const { backups } = useText();
  const drill = useCommand('backup.drill');
  const [places, setPlaces] = useState<Readonly<Record<number, string>>>({});
  async function prove() {
    const bags = taken.map(({ number }) => ({ number, place: places[number] ?? '' }));
    const result = await drill.run({ bags });
    if (result.ok) onMade(result.value);
  }
  return (
    <Panel title={backups.drill.proveTitle} lead={backups.drill.proveLead(keys.length)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void prove();
        }}
      >
        <Stack>
          {taken.map(({ number, custodian, place }) => (
            <Field
              key={number}
              label={backups.drill.bag([backups.check.shareOnly(number), custodian].filter(Boolean).join(', '))}
              hint={place === null ? backups.drill.bagHint : backups.drill.bagWas(place)}
              value={places[number] ?? ''}
              onChange={(next) => setPlaces((last) => ({ ...last, [number]: next }))}
              isOptional
            />
          ))}
          {drill.error && <ErrorNotice error={drill.error} onRetry={() => void prove()} />}
          <Row>
            <Button look="primary" type="submit" isDisabled={drill.isRunning}>
              {backups.drill.prove}
            </Button>
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}
