import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { ExactRequest } from '../../components/exact-request.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CarriedKey, carriedKeys } from './carried-key.tsx';
import { MadeBundle } from './made-bundle.tsx';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

/** A registration that another computer is to post: its exact bytes, then the signed request. */
export function RequestDialog({ environment, onClose }: Props) {
  const text = useText();
  const env = environment.name;
  const list = useQuery('key.list', {});
  const keys = carriedKeys(list.value ?? [], env);
  const [chosen, setChosen] = useState<string | null>(null);
  const kid = chosen ?? keys[0]?.kid ?? '';
  const preview = useQuery('registration.preview', kid === '' ? null : { kid, env });
  const make = useCommand('bundle.ofRequest');
  const [made, setMade] = useState<Output<'bundle.ofRequest'> | null>(null);

  async function onMake() {
    const result = await make.run({ kid, env });
    if (result.ok) setMade(result.value);
  }

  return (
    <Dialog title={text.carrying.requestTitle} env={env} onClose={onClose} isWide>
      {made === null ? (
        <Stack>
          <p>{text.carrying.requestLead}</p>
          <Loaded query={list}>{() => <CarriedKey keys={keys} kid={kid} onChange={setChosen} />}</Loaded>
          {kid !== '' && <Loaded query={preview}>{(request) => <ExactRequest request={request} />}</Loaded>}
          {make.error && <ErrorNotice error={make.error} onRetry={() => void onMake()} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" isDisabled={kid === '' || make.isRunning} onPress={() => void onMake()}>
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
