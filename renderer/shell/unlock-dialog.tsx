import { type FormEvent, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog, DialogActions } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { useApp } from '../ipc/app-context.tsx';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import css from './unlock-dialog.module.css';

/** Opens what is locked: the vault by its passphrase, the system's keychain by the system itself. */
export function UnlockDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const { state } = useApp();
  const unlock = useCommand('app.unlock');
  const [passphrase, setPassphrase] = useState('');
  const isVault = state.keychain.kind === 'sealed';

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await unlock.run({ passphrase: isVault ? passphrase : null });
    setPassphrase('');
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.shell.unlockTitle} onClose={onClose}>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <p>{isVault ? text.shell.unlockVault : text.shell.unlockSystem}</p>
        {isVault && <Field label={text.shell.passphrase} type="password" value={passphrase} onChange={setPassphrase} />}
        {unlock.error && <ErrorNotice error={unlock.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={unlock.isRunning || (isVault && passphrase === '')}>
            {text.shell.unlock}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
