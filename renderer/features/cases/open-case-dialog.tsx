import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  readonly onOpened: (id: string) => void;
  readonly onClose: () => void;
}

/** A new case needs one line: what it is about. */
export function OpenCaseDialog({ onOpened, onClose }: Props) {
  const text = useText();
  const open = useCommand('case.open');
  const [title, setTitle] = useState('');
  const isReady = title.trim() !== '' && !open.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await open.run({ title: title.trim() });
    if (result.ok) onOpened(result.value.id);
  }

  return (
    <Dialog title={text.cases.openTitle} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Field label={text.cases.titleField} hint={text.cases.titleHint} value={title} onChange={setTitle} />
          {open.error && <ErrorNotice error={open.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {text.cases.open}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
