import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel, Row, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { AddSetDialog } from './add-set-dialog.tsx';

/** What can be put into an open case from here; tokens come from Check. */
export function AddPanel({ id }: { readonly id: string }) {
  const text = useText();
  const add = useCommand('case.addNote');
  const [note, setNote] = useState('');
  const [isChoosing, setIsChoosing] = useState(false);
  const isReady = note.trim() !== '' && !add.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await add.run({ id, text: note.trim() });
    if (result.ok) setNote('');
  }

  return (
    <Panel>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Field label={text.cases.noteField} hint={text.cases.noteHint} value={note} onChange={setNote} rows={3} />
          {add.error && <ErrorNotice error={add.error} />}
          <Row>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {text.cases.addNote}
            </Button>
            <Button onPress={() => setIsChoosing(true)}>{text.cases.addSet}</Button>
          </Row>
        </Stack>
      </form>
      {isChoosing && <AddSetDialog id={id} onClose={() => setIsChoosing(false)} />}
    </Panel>
  );
}
