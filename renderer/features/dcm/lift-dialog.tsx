import { type FormEvent, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Columns, Stack } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { ContactCard } from '../../components/contact-card.tsx';

interface Props {
  readonly environment: Environment;
  readonly kid: string;
  readonly onClose: () => void;
}

/** A key of DCM is trusted again: the more dangerous of the two calls, so here nobody goes on without a call-back. */
export function LiftDialog({ environment, kid, onClose }: Props) {
  const text = useText();
  const lift = useCommand('distrust.lift');
  const access = useQuery('access.read', { env: environment.name });
  const [caller, setCaller] = useState('');
  const [callBack, setCallBack] = useState('');
  const [reason, setReason] = useState('');
  const isReady = [caller, callBack, reason].every((one) => one.trim() !== '') && !lift.isRunning;
  const contact = access.value?.contact ?? null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const said = { reason, caller: caller.trim(), callBack: callBack.trim() };
    const result = await lift.run({ env: environment.name, kid, ...said });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.archive.liftTitle} env={environment.name} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Notice tone="unsure" title={text.archive.liftBody(kid)}>
            <p>{text.archive.liftWarning}</p>
            {contact && <ContactCard contact={contact} />}
          </Notice>
          <Columns>
            <Field
              label={text.archive.liftCaller}
              hint={text.archive.liftCallerHint}
              value={caller}
              onChange={setCaller}
            />
            <Field
              label={text.archive.distrustCallBack}
              hint={text.archive.liftNoCallBack}
              value={callBack}
              onChange={setCallBack}
            />
          </Columns>
          <Field
            label={text.archive.liftReason}
            hint={text.archive.liftReasonHint}
            value={reason}
            onChange={setReason}
          />
          {lift.error && <ErrorNotice error={lift.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="danger" type="submit" isDisabled={!isReady}>
              {text.archive.liftConfirm}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
