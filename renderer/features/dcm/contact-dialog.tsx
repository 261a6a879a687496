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

/** Whom to call; emptied fields take the note away. */
export function ContactDialog({ environment, access, onClose }: AccessDialogProps) {
  const text = useText();
  const write = useCommand('access.write');
  const field = useFirstFocus();
  const [name, setName] = useState(access.contact?.name ?? '');
  const [phone, setPhone] = useState(access.contact?.phone ?? '');
  const [hours, setHours] = useState(access.contact?.hours ?? '');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { env, pin, proxy } = access;
    const result = await write.run({ env, pin, proxy, contact: { name, phone, hours } });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.access.contactTitle} env={environment.name} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.access.contactLead}</p>
          <Field label={text.access.contactPhone} value={phone} onChange={setPhone} inputRef={field} />
          <Field label={text.access.contactName} value={name} onChange={setName} isOptional />
          <Field label={text.access.contactHours} value={hours} onChange={setHours} isOptional />
          {write.error && <ErrorNotice error={write.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={write.isRunning}>
              {text.access.save}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
