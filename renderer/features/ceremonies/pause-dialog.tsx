import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { ScreenProps } from './run-page.tsx';

/** Begins a break. */
export function PauseDialog({ view, onView, onClose }: ScreenProps & { readonly onClose: () => void }) {
  const { ceremonyRun, common } = useText();
  const pause = useCommand('ceremony.pause');
  const [reason, setReason] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const paused = await pause.run({ id: view.id, reason: reason.trim() });
    if (!paused.ok) return;
    onView(paused.value);
    onClose();
  }

  return (
    <Dialog title={ceremonyRun.pauseTitle} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{ceremonyRun.pauseBody}</p>
          <Field label={ceremonyRun.reason} value={reason} onChange={setReason} />
          {pause.error && <ErrorNotice error={pause.error} />}
          <DialogActions>
            <Button onPress={onClose}>{common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={reason.trim() === '' || pause.isRunning}>
              {ceremonyRun.pauseTitle}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
