import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BundleFacts, canKeep } from './bundle-facts.tsx';
import { CarriedKey, carriedKeys } from './carried-key.tsx';
import { MadeBundle } from './made-bundle.tsx';
import { TrustForm, useTrusting } from './trust-form.tsx';

interface Props {
  readonly env: string;
  /** The bundle with the key of the other computer, as it was given. */
  readonly device: string;
  readonly bundle: NonNullable<Output<'bundle.look'>['bundle']>;
  readonly onClose: () => void;
}

/** Which computer, whether its words were compared, which key, and why. */
export function DeliverForm({ env, device, bundle, onClose }: Props) {
  const text = useText();
  const list = useQuery('key.list', {});
  const keys = carriedKeys(list.value ?? [], env);
  const deliver = useCommand('bundle.deliver');
  const trusting = useTrusting(bundle);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [made, setMade] = useState<Output<'bundle.deliver'> | null>(null);
  const kid = chosen ?? keys[0]?.kid ?? '';
  const mayTrust = canKeep(bundle) && bundle.maker === null;
  const isTrusted = bundle.maker !== null || (trusting.isTrusting && trusting.isWhole);
  const isReady = canKeep(bundle) && isTrusted && kid !== '' && reason.trim() !== '' && !deliver.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await deliver.run({ kid, env, device, trust: trusting.trust, reason: reason.trim() });
    if (result.ok) setMade(result.value);
  }

  if (made !== null) {
    return (
      <Stack>
        <Notice tone="unsure" title={text.carrying.deliverNext}>
          <p>{text.carrying.deliverNextBody}</p>
          <LinkButton href={address('keys', 'show', kid)}>{text.carrying.deliverShow}</LinkButton>
        </Notice>
        <MadeBundle made={made} onClose={onClose} />
      </Stack>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <BundleFacts bundle={bundle} hidesWords={mayTrust && !trusting.typed.areRight} />
        {mayTrust && <TrustForm {...trusting} />}
        <CarriedKey keys={keys} kid={kid} onChange={setChosen} />
        <Field label={text.carrying.deliverReason} value={reason} onChange={setReason} />
        {deliver.error && <ErrorNotice error={deliver.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={!isReady}>
            {deliver.isRunning ? text.carrying.signing : text.carrying.deliverIt}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  );
}
