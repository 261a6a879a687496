import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly name: string;
  readonly onClose: (isRemoved: boolean) => void;
}

/** Takes a saved template away, with the reason that the trail keeps. */
export function TemplateRemoveDialog({ name, onClose }: Props) {
  const text = useText();
  const remove = useCommand('template.remove');
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && !remove.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A form in a dialog stands inside of the page's own form, as far as React is concerned.
    event.stopPropagation();
    if (isReady && (await remove.run({ name, reason: reason.trim() })).ok) onClose(true);
  }

  return (
    <Dialog title={text.sign.templateRemoveTitle(name)} onClose={() => onClose(false)}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.sign.templateRemoveBody}</p>
          <Field label={text.sign.reason} hint={text.keyLife.reasonHint} value={reason} onChange={setReason} />
          {remove.error && <ErrorNotice error={remove.error} />}
          <DialogActions>
            <Button onPress={() => onClose(false)}>{text.common.cancel}</Button>
            <Button look="danger" type="submit" isDisabled={!isReady}>
              {text.sign.templateRemoveSubmit}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
