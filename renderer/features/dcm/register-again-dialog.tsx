import { Send } from 'lucide-react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { ExactRequest } from '../../components/exact-request.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly environment: Environment;
  readonly kid: string;
  readonly onClose: () => void;
}

/** Sends a key that DCM has forgotten once more. The core looks before it sends. */
export function RegisterAgainDialog({ environment, kid, onClose }: Props) {
  const text = useText();
  const env = environment.name;
  const preview = useQuery('registration.preview', { env, kid });
  const send = useCommand('registration.send');
  const compare = useCommand('reconciliation.run');

  async function act() {
    if (!(await send.run({ env, kid })).ok) return;
    await compare.run({ env });
    onClose();
  }

  return (
    <Dialog title={text.dcm.againTitle} onClose={onClose} isWide>
      <Stack>
        <EnvironmentBadge environment={environment} />
        <p>{text.dcm.updateBytes}</p>
        <Loaded query={preview}>{(request) => <ExactRequest request={request} />}</Loaded>
        {send.error && <ErrorNotice error={send.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button
            look="primary"
            icon={Send}
            isDisabled={preview.value === null || send.isRunning || compare.isRunning}
            onPress={() => void act()}
          >
            {send.isRunning ? text.dcm.updating : text.dcm.againConfirm}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  );
}
