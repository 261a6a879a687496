import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly id: string;
  readonly act: 'close' | 'reopen';
  readonly onClose: () => void;
}

/** Closes a case or reopens it; why, stays in it. */
export function StateDialog({ id, act, onClose }: Props) {
  const text = useText();
  const change = useCommand(act === 'close' ? 'case.close' : 'case.reopen');
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && !change.isRunning;
  const isClosing = act === 'close';

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await change.run({ id, reason: reason.trim() });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={isClosing ? text.cases.closeTitle : text.cases.reopenTitle} onClose={onClose}>
      <p>{isClosing ? text.cases.closeBody : text.cases.reopenBody}</p>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Field label={text.cases.reason} hint={text.cases.reasonHint} value={reason} onChange={setReason} />
          {change.error && <ErrorNotice error={change.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {isClosing ? text.cases.close : text.cases.reopen}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
