import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Field, Tick } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Columns, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BundleFacts, canKeep } from './bundle-facts.tsx';

interface Props {
  readonly env: string;
  readonly value: string;
  readonly bundle: NonNullable<Output<'bundle.look'>['bundle']>;
  readonly onClose: () => void;
}

/** What was given is a bundle: who signed it, whether he is to be trusted, and only then the import. */
export function BundleImport({ env, value, bundle, onClose }: Props) {
  const text = useText();
  const add = useCommand('bundle.import');
  const [isTrusting, setIsTrusting] = useState(false);
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [kept, setKept] = useState<Output<'bundle.import'> | null>(null);
  const { report, maker } = bundle;
  const isReady = canKeep(bundle) && (!isTrusting || (name.trim() !== '' && reason.trim() !== '')) && !add.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const fingerprint = report.evidenceKey ?? '';
    const trust = isTrusting ? { fingerprint, name: name.trim(), reason: reason.trim() } : null;
    const result = await add.run({ env, text: value, trust });
    if (result.ok) setKept(result.value);
  }

  if (kept !== null) return <Kept kept={kept} onClose={onClose} />;
  const label = isTrusting ? text.bundle.importTrusted : text.bundle.importUntrusted;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <BundleFacts bundle={bundle} />
        {canKeep(bundle) && maker === null && (
          <Tick label={text.bundle.trust} isOn={isTrusting} onChange={setIsTrusting} />
        )}
        {isTrusting && (
          <Columns>
            <Field label={text.bundle.makerName} hint={text.bundle.makerNameHint} value={name} onChange={setName} />
            <Field
              label={text.bundle.makerReason}
              hint={text.bundle.makerReasonHint}
              value={reason}
              onChange={setReason}
            />
          </Columns>
        )}
        {add.error && <ErrorNotice error={add.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          {canKeep(bundle) && (
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {maker === null ? label : text.dcm.importConfirm}
            </Button>
          )}
        </DialogActions>
      </Stack>
    </form>
  );
}

function Kept({ kept, onClose }: { readonly kept: Output<'bundle.import'>; readonly onClose: () => void }) {
  const text = useText();
  const { snapshot, added, known, isTrusted } = kept;
  return (
    <Stack>
      {snapshot === null ? (
        <Notice tone="good" title={text.bundle.keysKept(added.length, known.length)} isLive />
      ) : (
        <Notice tone="good" title={text.bundle.kept(snapshot.id)} isLive>
          <p>{isTrusted ? text.bundle.keptSigned : text.bundle.keptFile}</p>
        </Notice>
      )}
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          {text.common.close}
        </Button>
      </DialogActions>
    </Stack>
  );
}
