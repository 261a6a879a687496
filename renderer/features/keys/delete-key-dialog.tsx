import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { copyPlaces } from '../../../shared/text/protection.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CopyPlaces } from './copy-places.tsx';
import css from './key-page.module.css';

interface Props {
  readonly item: Key;
  /** 0: at once. */
  readonly waitsDays: number;
  readonly onClose: () => void;
}

/** The hardest act: wants a reason and the kid typed; Enter alone does nothing. */
export function DeleteKeyDialog({ item, waitsDays, onClose }: Props) {
  const text = useText();
  const remove = useCommand('key.delete');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const isReady = typed === item.kid && reason.trim() !== '' && !remove.isRunning;

  async function act() {
    const result = await remove.run({ kid: item.kid, reason });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.keyLife.removeTitle} env={item.env} onClose={onClose} isWide>
      <p>{text.keyLife.removeBody}</p>
      <p>
        <strong>{waitsDays === 0 ? text.keyLife.removeNow : text.keyLife.removeWaits(waitsDays)}</strong>
      </p>
      <CopiesLeft item={item} />
      <Field label={text.keyLife.reason} hint={text.keyLife.reasonHint} value={reason} onChange={setReason} />
      <Field label={text.common.typeName(item.kid)} value={typed} onChange={setTyped} isCode />
      {remove.error && <ErrorNotice error={remove.error} />}
      <DialogActions>
        <Button onPress={onClose}>{text.common.cancel}</Button>
        <Button look="danger" isDisabled={!isReady} onPress={() => void act()}>
          {text.keyLife.remove}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What this deletion does not reach. */
function CopiesLeft({ item }: { readonly item: Key }) {
  const text = useText();
  const { state } = useApp();
  const left = item.copies.filter(({ goneAt }) => goneAt === null);
  if (left.length === 0 && copyPlaces(item, state.platform).length === 0) {
    return <Notice tone="calm" title={text.keyLife.removeNoCopies} />;
  }
  return (
    <Notice tone="unsure" title={text.keyLife.removeCopies}>
      {left.length > 0 && (
        <ul className={css.statements}>
          {left.map(({ id, kind, where }) => (
            <li key={id}>
              {text.passport.copyKinds[kind]}: <code>{where}</code>
            </li>
          ))}
        </ul>
      )}
      <CopyPlaces item={item} />
    </Notice>
  );
}
