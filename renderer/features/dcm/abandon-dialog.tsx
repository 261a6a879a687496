import { type FormEvent, useState } from 'react';
import type { RotationView } from '../../../shared/model/rotation.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly view: RotationView;
  readonly onClose: () => void;
}

/** Gives a rotation up, and says what stays as it is. */
export function AbandonDialog({ view, onClose }: Props) {
  const text = useText();
  const end = useCommand('rotation.end');
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && !end.isRunning;
  const { id, kind } = view.rotation;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady && (await end.run({ id, outcome: 'abandoned', reason: reason.trim() })).ok) onClose();
  }

  return (
    <Dialog title={text.rotation.abandonTitle} env={view.rotation.env} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.rotation.abandonBody}</p>
          {kind === 'emergency' && <p>{text.rotation.abandonEmergency}</p>}
          <Field label={text.rotation.abandonWhy} value={reason} onChange={setReason} />
          {end.error && <ErrorNotice error={end.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="danger" type="submit" isDisabled={!isReady}>
              {text.rotation.abandonConfirm}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
