import { type FormEvent, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Reconciliation } from '../../../shared/model/reconciliation.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts, Stack } from '../../components/page.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly environment: Environment;
  readonly entry: Reconciliation['extra'][number];
  readonly onClose: () => void;
}

/** Notes who answers for a key in our name that is not kept here. */
export function AdoptDialog({ environment, entry, onClose }: Props) {
  const text = useText();
  const adopt = useCommand('reconciliation.adopt');
  const [owner, setOwner] = useState('');
  const [reason, setReason] = useState('');
  const isReady = owner.trim() !== '' && reason.trim() !== '' && !adopt.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const said = { env: environment.name, guid: entry.guid, owner: owner.trim(), reason: reason.trim() };
    if ((await adopt.run(said)).ok) onClose();
  }

  return (
    <Dialog title={text.dcm.adoptTitle} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <EnvironmentBadge environment={environment} />
          <p>{text.dcm.adoptBody}</p>
          <Facts
            rows={[
              [text.dcm.columnKey, <code key="kid">{entry.kid ?? text.common.unknown}</code>],
              [text.dcm.columnGuid, <code key="guid">{entry.guid}</code>],
              [
                text.dcm.columnFingerprint,
                entry.thumbprint === null ? text.dcm.unreadable : <Thumbprint key="print" value={entry.thumbprint} />,
              ],
            ]}
          />
          <Field label={text.dcm.adoptOwner} hint={text.dcm.adoptOwnerHint} value={owner} onChange={setOwner} />
          <Field label={text.dcm.adoptReason} value={reason} onChange={setReason} />
          {adopt.error && <ErrorNotice error={adopt.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {text.dcm.adoptConfirm}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
