import { type FormEvent, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog, DialogActions } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import { Facts, Row, Stack } from '../components/page.tsx';
import { useApp } from '../ipc/app-context.tsx';
import type { Room } from '../ipc/route.ts';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';

/** Where keys are used or kept. Elsewhere it would only be in the way. */
const ACTING: readonly Room[] = ['overview', 'sign', 'keys', 'dcm'];

/** Another keychain answers than before: what it was and is, and the way to say that it is meant. */
export function KeychainChanged({ room }: { readonly room: Room }) {
  const { shell } = useText();
  const { state } = useApp();
  const [isAsking, setIsAsking] = useState(false);
  if (state.keychain.status !== 'changed' || state.isLocked || !ACTING.includes(room)) return null;
  return (
    <Notice tone="bad" title={shell.keychainChangedTitle}>
      <p>{shell.keychainChangedBody}</p>
      <WasAndIs />
      <Row>
        <Button onPress={() => setIsAsking(true)}>{shell.keychainChangedAsk}</Button>
      </Row>
      {isAsking && <AcceptDialog onClose={() => setIsAsking(false)} />}
    </Notice>
  );
}

function WasAndIs() {
  const { shell, terms, common } = useText();
  const { keychain } = useApp().state;
  return (
    <Facts
      rows={[
        [shell.keychainUses, keychain.kind === null ? common.unknown : terms.keychain[keychain.kind]],
        [
          shell.keychainFound,
          <span key="found" lang="en">
            {keychain.problem?.message ?? common.unknown}
          </span>,
        ],
      ]}
    />
  );
}

/** Nothing is proposed: without a reason it can't be said. */
function AcceptDialog({ onClose }: { readonly onClose: () => void }) {
  const { shell, common } = useText();
  const accept = useCommand('home.acceptKeychain');
  const [reason, setReason] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (reason.trim() === '') return;
    const result = await accept.run({ reason });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={shell.keychainAcceptTitle} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{shell.keychainAcceptBody}</p>
          <WasAndIs />
          <Field label={shell.keychainWhy} value={reason} onChange={setReason} />
          {accept.error && <ErrorNotice error={accept.error} />}
          <DialogActions>
            <Button onPress={onClose}>{common.cancel}</Button>
            <Button look="danger" type="submit" isDisabled={reason.trim() === '' || accept.isRunning}>
              {shell.keychainAccept}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
