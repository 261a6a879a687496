import { type FormEvent, useState } from 'react';
import type { KeyCopy } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './keys.module.css';

interface Props {
  readonly kid: string;
  readonly copy: KeyCopy;
  readonly onClose: () => void;
}

/** Notes that a copy was destroyed: somebody's word, kept with his reason. */
export function CopyGoneDialog({ kid, copy, onClose }: Props) {
  const text = useText();
  const note = useCommand('key.copyGone');
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && !note.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await note.run({ kid, id: copy.id, reason });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.keyPage.copyGoneTitle} onClose={onClose}>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <p>
          {text.passport.copyKinds[copy.kind]}: <code className={css.line}>{copy.where}</code>
        </p>
        <p>{text.keyPage.copyGoneBody}</p>
        <Field
          label={text.keyPage.copyGoneReason}
          hint={text.keyPage.copyGoneReasonHint}
          value={reason}
          onChange={setReason}
        />
        {note.error && <ErrorNotice error={note.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={!isReady}>
            {text.keyPage.copyIsGone}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
