import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BundleFacts, canKeep } from './bundle-facts.tsx';
import { KeptBundle } from './kept-bundle.tsx';
import { MadeBundle } from './made-bundle.tsx';
import { TrustForm, useTrusting } from './trust-form.tsx';

interface Props {
  readonly env: string;
  readonly value: string;
  readonly bundle: NonNullable<Output<'bundle.look'>['bundle']>;
  readonly onClose: () => void;
}

/** They do more than add what anybody may see. */
const TRUST_NEEDED: readonly unknown[] = ['registration-request', 'registration-receipt', 'device-sealed-key'];

/** What was given is a bundle: who signed it, whether he is to be trusted, and only then what it is for. */
export function BundleImport({ env, value, bundle, onClose }: Props) {
  const text = useText();
  const add = useCommand('bundle.import');
  const post = useCommand('bundle.post');
  const trusting = useTrusting(bundle);
  const [kept, setKept] = useState<Output<'bundle.import'> | null>(null);
  const [posted, setPosted] = useState<Output<'bundle.post'> | null>(null);
  const { report, maker } = bundle;
  const isRequest = report.kind === 'registration-request';
  const isDevice = report.kind === 'device-key';
  const needsTrust = canKeep(bundle) && TRUST_NEEDED.includes(report.kind) && maker === null;
  const mayTrust = canKeep(bundle) && maker === null && !isDevice;
  const isRunning = add.isRunning || post.isRunning;
  const isReady = canKeep(bundle) && trusting.isWhole && (!needsTrust || trusting.isTrusting) && !isRunning;
  const error = add.error ?? post.error;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const given = { env, text: value, trust: trusting.trust };
    if (isRequest) {
      const result = await post.run(given);
      if (result.ok) setPosted(result.value);
    } else {
      const result = await add.run(given);
      if (result.ok) setKept(result.value);
    }
  }

  if (kept !== null) return <KeptBundle kept={kept} onClose={onClose} />;
  if (posted !== null) {
    return (
      <Stack>
        <Notice tone="good" title={text.carrying.posted} isLive>
          <p>{text.carrying.postedBody}</p>
        </Notice>
        <MadeBundle made={posted.receipt} onClose={onClose} />
      </Stack>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <BundleFacts bundle={bundle} hidesWords={mayTrust && !trusting.typed.areRight} />
        {report.body !== null && (
          <>
            <h3>{text.carrying.body}</h3>
            <CodeBlock value={report.body} what={text.keys.body} />
          </>
        )}
        {needsTrust && (
          <Notice tone="unsure" title={text.carrying.trustNeeded}>
            <p>{text.carrying.trustNeededBody}</p>
          </Notice>
        )}
        {mayTrust && <TrustForm {...trusting} />}
        {isDevice && canKeep(bundle) && <Notice tone="calm" title={text.carrying.isDevice} />}
        {error && <ErrorNotice error={error} env={env} />}
        <DialogActions>
          <Button onPress={onClose}>{isDevice ? text.common.close : text.common.cancel}</Button>
          {canKeep(bundle) && !isDevice && (
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {isRequest
                ? post.isRunning
                  ? text.carrying.posting
                  : text.carrying.post
                : maker !== null
                  ? text.dcm.importConfirm
                  : trusting.isTrusting || needsTrust
                    ? text.bundle.importTrusted
                    : text.bundle.importUntrusted}
            </Button>
          )}
        </DialogActions>
      </Stack>
    </form>
  );
}
