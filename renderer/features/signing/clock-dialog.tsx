import { type FormEvent, useState } from 'react';
import type { ClockState } from '../../../shared/model/clock.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts, Stack } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** An officer vouches for the clock, by a source that he names. */
export function ClockDialog({ state, onClose }: { readonly state: ClockState; readonly onClose: () => void }) {
  const text = useText();
  const confirm = useCommand('clock.confirm');
  const [source, setSource] = useState('');
  const [reason, setReason] = useState('');
  const isReady = source.trim() !== '' && reason.trim() !== '' && !confirm.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    if ((await confirm.run({ source: source.trim(), reason: reason.trim() })).ok) onClose();
  }

  return (
    <Dialog title={text.sign.clockDialog} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Facts rows={[[text.sign.clockNow, <Instant key="now" iso={state.now} />]]} />
          <Field label={text.sign.clockSource} hint={text.sign.clockSourceHint} value={source} onChange={setSource} />
          <Field label={text.sign.reason} hint={text.sign.clockReasonHint} value={reason} onChange={setReason} />
          {confirm.error && <ErrorNotice error={confirm.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {text.sign.clockSubmit}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
