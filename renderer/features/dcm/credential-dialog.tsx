import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useFirstFocus } from '../../components/use-first-focus.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { AccessDialogProps } from './access-dialogs.tsx';

/** Takes a login to the core; this page forgets it at once, and can never read it back. */
export function CredentialDialog({ environment, access, onClose }: AccessDialogProps) {
  const text = useText();
  const set = useCommand('access.setCredential');
  const [value, setValue] = useState('');
  const field = useFirstFocus();
  const [keep, setKeep] = useState<'memory' | 'keychain'>(access.credential === 'keychain' ? 'keychain' : 'memory');

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (value.trim() === '') return;
    const given = value;
    setValue('');
    const result = await set.run({ env: environment.name, value: given, keep });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.access.credentialTitle} env={environment.name} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.access.credentialLead}</p>
          <Field
            label={text.access.credentialValue}
            hint={text.access.credentialValueHint}
            type="password"
            isCode
            value={value}
            onChange={setValue}
            inputRef={field}
          />
          <Choice
            legend={text.access.credentialKeep}
            value={keep}
            onChange={setKeep}
            options={[
              { id: 'memory', label: text.access.credentialMemory, hint: text.access.credentialMemoryHint },
              { id: 'keychain', label: text.access.credentialKeychain, hint: text.access.credentialKeychainHint },
            ]}
          />
          {set.error && <ErrorNotice error={set.error} env={environment.name} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={value.trim() === '' || set.isRunning}>
              {text.access.save}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
