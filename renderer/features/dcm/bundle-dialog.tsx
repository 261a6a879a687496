import { FilePen } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { MadeBundle } from './made-bundle.tsx';

interface Props {
  readonly environment: Environment;
  /** The snapshot's number. */
  readonly id: number;
  readonly onClose: () => void;
}

/** One set as a signed file. Signing is recorded, so it waits for a press. */
export function BundleDialog({ environment, id, onClose }: Props) {
  const text = useText();
  const make = useCommand('bundle.ofSnapshot');
  const [made, setMade] = useState<Output<'bundle.ofSnapshot'> | null>(null);

  async function onMake() {
    const result = await make.run({ id });
    if (result.ok) setMade(result.value);
  }

  return (
    <Dialog title={text.bundle.makeTitle} env={environment.name} onClose={onClose} isWide>
      {made === null ? (
        <Stack>
          <p>{text.bundle.makeLead}</p>
          <p>{text.bundle.makeData}</p>
          {make.error && <ErrorNotice error={make.error} onRetry={() => void onMake()} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" icon={FilePen} isDisabled={make.isRunning} onPress={() => void onMake()}>
              {make.isRunning ? text.bundle.signing : text.bundle.sign}
            </Button>
          </DialogActions>
        </Stack>
      ) : (
        <MadeBundle made={made} onClose={onClose} />
      )}
    </Dialog>
  );
}
