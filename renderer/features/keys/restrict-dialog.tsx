import { type FormEvent, useState } from 'react';
import type { Flow } from '../../../shared/model/flow.ts';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useNow } from '../../components/use-now.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { FlowTicks } from './flow-ticks.tsx';
import css from './keys.module.css';

interface Props {
  readonly item: Key;
  readonly onClose: () => void;
}

/** Narrows or widens what a key may sign and until when, with the reason that the trail keeps. */
export function RestrictDialog({ item, onClose }: Props) {
  const text = useText();
  const restrict = useCommand('key.restrict');
  const now = useNow(60_000);
  const dayNow = item.expiresAt?.slice(0, 10) ?? '';
  const [flows, setFlows] = useState<readonly Flow[]>(item.flows ?? []);
  const [day, setDay] = useState(dayNow);
  const [reason, setReason] = useState('');
  // A day that stands keeps its hour, and may have passed.
  const expiresAt = day === dayNow ? item.expiresAt : day === '' ? null : `${day}T00:00:00.000Z`;
  const isPast = day !== dayNow && expiresAt !== null && Date.parse(expiresAt) <= now;
  const isReady = reason.trim() !== '' && !isPast && !restrict.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await restrict.run({
      kid: item.kid,
      flows: flows.length === 0 ? null : [...flows],
      expiresAt,
      reason,
    });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.keyPage.restrictTitle} env={item.env} onClose={onClose} isWide>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <p>{text.keyPage.restrictBody}</p>
        <FlowTicks value={flows} onChange={setFlows} />
        <Field
          label={text.keys.expires}
          hint={text.keys.expiresHint}
          problem={isPast ? text.keyPage.restrictPast : null}
          type="date"
          value={day}
          onChange={setDay}
          isOptional
        />
        <Field label={text.keyLife.reason} hint={text.keyLife.reasonHint} value={reason} onChange={setReason} />
        {restrict.error && <ErrorNotice error={restrict.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={!isReady}>
            {text.keyPage.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
