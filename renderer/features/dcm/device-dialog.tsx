import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { MadeBundle } from './made-bundle.tsx';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

/** The public key of this computer, for whoever is to seal something to it. */
export function DeviceDialog({ environment, onClose }: Props) {
  const text = useText();
  const make = useCommand('bundle.ofDevice');
  const [made, setMade] = useState<Output<'bundle.ofDevice'> | null>(null);

  async function onMake() {
    const result = await make.run({ env: environment.name });
    if (result.ok) setMade(result.value);
  }

  return (
    <Dialog title={text.carrying.deviceTitle} env={environment.name} onClose={onClose} isWide>
      {made === null ? (
        <Stack>
          <p>{text.carrying.deviceLead}</p>
          {make.error && <ErrorNotice error={make.error} onRetry={() => void onMake()} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" isDisabled={make.isRunning} onPress={() => void onMake()}>
              {make.isRunning ? text.carrying.signing : text.carrying.sign}
            </Button>
          </DialogActions>
        </Stack>
      ) : (
        <MadeBundle made={made} onClose={onClose} />
      )}
    </Dialog>
  );
}
