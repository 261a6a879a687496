import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { OpenedBackup } from '../../../shared/model/opened-backup.ts';
import { Page } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import { BackupOpening, toBackups } from './backup-opening.tsx';
import { RestoreDone } from './restore-done.tsx';
import { RestoreForm } from './restore-form.tsx';

/** Brings the keys of a backup into a home that does not know them, without a ceremony. */
export function BackupRestorePage() {
  const { backups } = useText();
  const [done, setDone] = useState<{
    readonly opened: OpenedBackup;
    readonly restored: Output<'backup.restore'>;
  } | null>(null);
  return (
    <Page title={backups.restore.title} lead={backups.restore.lead} actions={toBackups(backups.toBackups)}>
      {done === null ? (
        <BackupOpening openedFor="restore" before={null}>
          {(opened) => <RestoreForm opened={opened} onDone={(restored) => setDone({ opened, restored })} />}
        </BackupOpening>
      ) : (
        <RestoreDone {...done} />
      )}
    </Page>
  );
}
