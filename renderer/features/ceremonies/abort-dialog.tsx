import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { ScreenProps } from './run-page.tsx';

/** Ends a ceremony for good: its number is typed first. */
export function AbortDialog({ view, onView, onClose }: ScreenProps & { readonly onClose: () => void }) {
  const { ceremonyRun, common } = useText();
  const abort = useCommand('ceremony.abort');
  const [reason, setReason] = useState('');
  const [papers, setPapers] = useState('');
  const [typed, setTyped] = useState('');
  const isMeant = reason.trim() !== '' && typed.trim().toUpperCase() === view.id;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isMeant) return;
    const destroyed = papers.trim() === '' ? {} : { papers: papers.trim() };
    const aborted = await abort.run({ id: view.id, reason: reason.trim(), ...destroyed });
    if (!aborted.ok) return;
    onView(aborted.value);
    onClose();
  }

  return (
    <Dialog title={ceremonyRun.abortTitle} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{ceremonyRun.abortBody}</p>
          <Field label={ceremonyRun.reason} value={reason} onChange={setReason} />
          {view.hasPapers && (
            <Field
              label={ceremonyRun.abortPapers}
              hint={ceremonyRun.abortPapersHint}
              value={papers}
              onChange={setPapers}
            />
          )}
          <Field label={common.typeName(view.id)} value={typed} onChange={setTyped} isCode />
          {abort.error && <ErrorNotice error={abort.error} />}
          <DialogActions>
            <Button onPress={onClose}>{common.cancel}</Button>
            <Button look="danger" type="submit" isDisabled={!isMeant || abort.isRunning}>
              {ceremonyRun.abortAct}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
