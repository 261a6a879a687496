import { Send } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { ExactRequest } from '../../components/exact-request.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Entry {
  readonly guid: string;
  readonly kid: string | null;
}

interface Props {
  readonly environment: Environment;
  readonly entries: readonly Entry[];
  readonly keys: readonly Key[];
  readonly onClose: () => void;
}

/** Gives one of our entries at DCM to another key (PUT): which, to whom, and the exact bytes. */
export function UpdateDialog({ environment, entries, keys, onClose }: Props) {
  const text = useText();
  const update = useCommand('registration.update');
  const [guid, setGuid] = useState(entries[0]?.guid ?? '');
  const [kid, setKid] = useState(keys[0]?.kid ?? '');
  const isAsked = guid !== '' && kid !== '';
  const preview = useQuery('registration.previewUpdate', isAsked ? { env: environment.name, guid, kid } : null);

  async function send() {
    if ((await update.run({ env: environment.name, guid, kid })).ok) onClose();
  }

  return (
    <Dialog title={text.dcm.updateTitle} onClose={onClose} isWide>
      <Stack>
        <EnvironmentBadge environment={environment} />
        <Notice tone="unsure" title={text.dcm.updateLead} />
        {entries.length === 0 ? (
          <p>{text.dcm.updateNoEntry}</p>
        ) : (
          <Select
            label={text.dcm.updateEntry}
            value={guid}
            onChange={setGuid}
            options={entries.map((entry) => ({
              id: entry.guid,
              label: `${entry.kid ?? text.common.unknown} · ${entry.guid}`,
            }))}
          />
        )}
        {keys.length === 0 ? (
          <p>{text.dcm.updateNoKey}</p>
        ) : (
          <Select
            label={text.dcm.updateKey}
            value={kid}
            onChange={setKid}
            options={keys.map((key) => ({
              id: key.kid,
              label: key.label === null ? key.kid : `${key.label} · ${key.kid}`,
            }))}
          />
        )}
        {isAsked && (
          <>
            <p>{text.dcm.updateBytes}</p>
            <Loaded query={preview}>{(request) => <ExactRequest request={request} />}</Loaded>
          </>
        )}
        {update.error && <ErrorNotice error={update.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button
            look="danger"
            icon={Send}
            isDisabled={!isAsked || preview.value === null || update.isRunning}
            onPress={() => void send()}
          >
            {update.isRunning ? text.dcm.updating : text.dcm.updateConfirm}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  );
}
