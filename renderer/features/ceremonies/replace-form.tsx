import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { type PersonDraft, PersonFields } from './person-fields.tsx';
import type { ScreenProps } from './run-page.tsx';
import { slotName } from './slot-name.ts';

interface Props extends ScreenProps {
  readonly slot: string;
  readonly onClose: () => void;
}

/** Somebody else takes a place; who had it stays in the record. */
export function ReplaceForm({ view, slot, onView, onClose }: Props) {
  const text = useText();
  const { ceremonyRun, common } = text;
  const replace = useCommand('ceremony.replacePerson');
  const [draft, setDraft] = useState<PersonDraft>({ name: '', document: '' });
  const [reason, setReason] = useState('');
  const isWhole = [draft.name, draft.document, reason].every((value) => value.trim() !== '');

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isWhole) return;
    const replaced = await replace.run({ id: view.id, slot, ...draft, reason: reason.trim() });
    if (!replaced.ok) return;
    onView(replaced.value);
    onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <PersonFields title={slotName(slot, text)} draft={draft} onChange={setDraft} />
        <Field label={ceremonyRun.reason} value={reason} onChange={setReason} />
        {replace.error && <ErrorNotice error={replace.error} />}
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={!isWhole || replace.isRunning}>
            {ceremonyRun.replaceAct}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  );
}
