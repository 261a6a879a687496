import { type FormEvent, useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './keys.module.css';

interface Props {
  readonly item: Key;
  readonly to: 'active' | 'retired';
  /** Days until retiring deletes the private half. */
  readonly waitsDays: number;
  readonly onClose: () => void;
}

/** Moves a key to another state, with the reason that the trail keeps. */
export function MoveDialog({ item, to, waitsDays, onClose }: Props) {
  const text = useText();
  const move = useCommand('key.move');
  const [reason, setReason] = useState('');
  const isRetiring = to === 'retired';

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (reason.trim() === '') return;
    const result = await move.run({ kid: item.kid, to, reason, since: null });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={isRetiring ? text.keyLife.retireTitle : text.keyLife.resumeTitle} env={item.env} onClose={onClose}>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <p>{isRetiring ? text.keyLife.retireBody : text.keyLife.resumeBody}</p>
        {isRetiring && item.custody === 'here' && <p>{text.keyLife.retireDeletes(waitsDays)}</p>}
        <Field label={text.keyLife.reason} hint={text.keyLife.reasonHint} value={reason} onChange={setReason} />
        {move.error && <ErrorNotice error={move.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={reason.trim() === '' || move.isRunning}>
            {isRetiring ? text.keyLife.retire : text.keyLife.resume}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
