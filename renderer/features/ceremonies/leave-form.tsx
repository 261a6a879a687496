import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { ScreenProps } from './run-page.tsx';

interface Props extends ScreenProps {
  readonly slot: string;
  readonly onClose: () => void;
}

/** Somebody leaves, and may come back. */
export function LeaveForm({ view, slot, onView, onClose }: Props) {
  const { ceremonyRun, common } = useText();
  const leave = useCommand('ceremony.leave');
  const [reason, setReason] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const left = await leave.run({ id: view.id, slot, reason: reason.trim() });
    if (!left.ok) return;
    onView(left.value);
    onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Field label={ceremonyRun.reason} value={reason} onChange={setReason} />
        {leave.error && <ErrorNotice error={leave.error} />}
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={reason.trim() === '' || leave.isRunning}>
            {ceremonyRun.leave}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  );
}
