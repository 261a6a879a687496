import { type FormEvent, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Columns, Stack } from '../../components/page.tsx';
import { useNow } from '../../components/use-now.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { readTypedUtc } from '../../text/typed-time.ts';
import { ContactCard } from '../../components/contact-card.tsx';

interface Props {
  readonly environment: Environment;
  /** Empty where nobody has chosen one yet. */
  readonly kid: string;
  /** Every kid that was ever seen in a set of this DCM; `null`: not known yet. */
  readonly seen: readonly string[] | null;
  readonly onClose: () => void;
}

/** The call in the night: DCM says that a key of its own is stolen. What follows is said before it is done. */
export function DistrustDialog({ environment, kid, seen, onClose }: Props) {
  const text = useText();
  const add = useCommand('distrust.add');
  const access = useQuery('access.read', { env: environment.name });
  const now = useNow(30_000);
  const [wanted, setWanted] = useState(kid);
  const [since, setSince] = useState('');
  const [caller, setCaller] = useState('');
  const [callBack, setCallBack] = useState('');
  const [reason, setReason] = useState('');
  const instant = readTypedUtc(since);
  const isBad = since.trim() !== '' && instant === null;
  const isFuture = instant !== null && Date.parse(instant) > now;
  const isReady = wanted.trim() !== '' && reason.trim() !== '' && !isBad && !isFuture && !add.isRunning;
  const isUnseen = wanted.trim() !== '' && seen !== null && !seen.includes(wanted.trim());
  const contact = access.value?.contact ?? null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await add.run({
      env: environment.name,
      kid: wanted.trim(),
      since: instant ?? new Date().toISOString(),
      reason,
      caller: caller.trim() || null,
      callBack: callBack.trim() || null,
    });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.archive.distrustTitle} env={environment.name} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Notice tone="unsure" title={text.archive.distrustBody}>
            <p>{text.archive.distrustForGood}</p>
          </Notice>
          <Columns>
            <Field
              label={text.archive.distrustKid}
              hint={text.archive.distrustKidHint}
              isCode
              value={wanted}
              onChange={setWanted}
            />
            <Field
              label={text.keyLife.since}
              hint={text.archive.distrustSinceHint}
              problem={isBad ? text.archive.timeProblem : isFuture ? text.archive.timeFuture : null}
              isOptional
              isCode
              value={since}
              onChange={setSince}
            />
          </Columns>
          {isUnseen && (
            <Notice tone="unsure" title={text.archive.distrustUnseen} isLive>
              <p>{text.archive.distrustUnseenBody}</p>
            </Notice>
          )}
          <Columns>
            <Field
              label={text.archive.distrustCaller}
              hint={text.archive.distrustCallerHint}
              isOptional
              value={caller}
              onChange={setCaller}
            />
            <Field
              label={text.archive.distrustCallBack}
              hint={text.archive.distrustCallBackHint}
              isOptional
              value={callBack}
              onChange={setCallBack}
            >
              {contact && <ContactCard contact={contact} />}
            </Field>
          </Columns>
          <Field
            label={text.archive.distrustReason}
            hint={text.archive.distrustReasonHint}
            value={reason}
            onChange={setReason}
          />
          {add.error && <ErrorNotice error={add.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="danger" type="submit" isDisabled={!isReady}>
              {text.archive.distrustConfirm}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
