import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Fold } from '../../components/fold.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** The reason afterwards, and whatever else is learned: each note is an event of its own. */
export function IncidentNote({ kid }: { readonly kid: string }) {
  const text = useText();
  const note = useCommand('key.noteReason');
  const [what, setWhat] = useState('');
  const [isNoted, setIsNoted] = useState(false);
  const isReady = what.trim() !== '' && !note.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const result = await note.run({ kid, reason: what.trim() });
    setIsNoted(result.ok);
    if (result.ok) setWhat('');
  }

  return (
    <Fold title={text.rotation.noteTitle}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Field label={text.rotation.noteWhat} rows={3} value={what} onChange={setWhat} />
          <p role="status">{isNoted && what === '' && text.rotation.noted}</p>
          {note.error && <ErrorNotice error={note.error} />}
          <Row>
            <Button type="submit" isDisabled={!isReady}>
              {text.rotation.note}
            </Button>
          </Row>
        </Stack>
      </form>
    </Fold>
  );
}
