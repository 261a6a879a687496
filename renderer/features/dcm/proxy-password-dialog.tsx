import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useFirstFocus } from '../../components/use-first-focus.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { AccessDialogProps } from './access-dialogs.tsx';

/** Takes the password to the core, which keeps it in memory; this page forgets it at once. */
export function ProxyPasswordDialog({ environment, access, onClose }: AccessDialogProps) {
  const text = useText();
  const set = useCommand('access.setProxyPassword');
  const [password, setPassword] = useState('');
  const field = useFirstFocus();

  async function give(value: string | null) {
    setPassword('');
    const result = await set.run({ env: environment.name, password: value });
    if (result.ok) onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (password !== '') void give(password);
  }

  return (
    <Dialog title={text.access.password} env={environment.name} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          {access.proxy.mode === 'fixed' && (
            <p>
              <code>{access.proxy.url}</code>
              {access.proxy.user !== null && ` · ${text.access.proxyUserIs(access.proxy.user)}`}
            </p>
          )}
          <p>{text.access.passwordLead}</p>
          <Field
            label={text.access.password}
            type="password"
            value={password}
            onChange={setPassword}
            inputRef={field}
          />
          {set.error && <ErrorNotice error={set.error} env={environment.name} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            {access.hasProxyPassword && (
              <Button isDisabled={set.isRunning} onPress={() => void give(null)}>
                {text.access.passwordForget}
              </Button>
            )}
            <Button look="primary" type="submit" isDisabled={password === '' || set.isRunning}>
              {text.access.passwordGive}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
