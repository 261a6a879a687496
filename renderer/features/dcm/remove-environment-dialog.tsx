import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

/** Wants the name typed; Enter alone does nothing. */
export function RemoveEnvironmentDialog({ environment, onClose }: Props) {
  const text = useText();
  const remove = useCommand('environment.remove');
  const [typed, setTyped] = useState('');

  async function act() {
    const result = await remove.run({ name: environment.name });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.dcm.removeTitle(environment.name)} env={environment.name} onClose={onClose}>
      <p>{text.dcm.removeBody}</p>
      <Field label={text.common.typeName(environment.name)} value={typed} onChange={setTyped} isCode />
      {remove.error && <ErrorNotice error={remove.error} />}
      <DialogActions>
        <Button onPress={onClose}>{text.common.cancel}</Button>
        <Button look="danger" isDisabled={typed !== environment.name || remove.isRunning} onPress={() => void act()}>
          {text.dcm.remove}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
