import { type FormEvent, useState } from 'react';
import type { KeyCopy } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './keys.module.css';

const KINDS: readonly KeyCopy['kind'][] = ['backup', 'import-source', 'other'];

interface Props {
  readonly kid: string;
  readonly onClose: () => void;
}

/** Notes a place where a copy of the private half lies. The copy itself is never asked for. */
export function AddCopyDialog({ kid, onClose }: Props) {
  const text = useText();
  const add = useCommand('key.addCopy');
  const [kind, setKind] = useState<KeyCopy['kind']>('backup');
  const [where, setWhere] = useState('');
  const isReady = where.trim() !== '' && !add.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await add.run({ kid, kind, where: where.trim() });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.keyPage.noteCopy} onClose={onClose}>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <Choice
          legend={text.keyPage.copyKind}
          value={kind}
          onChange={setKind}
          options={KINDS.map((id) => ({ id, label: text.passport.copyKinds[id] }))}
        />
        <Field label={text.keyPage.copyWhere} hint={text.keyPage.copyWhereHint} value={where} onChange={setWhere} />
        {add.error && <ErrorNotice error={add.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={!isReady}>
            {text.keyPage.noteCopy}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
