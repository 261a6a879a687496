import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { readTypedUtc } from '../../text/typed-time.ts';
import { type Look, mayBeSet, NoSet } from './no-set.tsx';

interface Props {
  readonly env: string;
  readonly value: string;
  /** What the core says that it is; `null` while nobody has said. */
  readonly look: Look | null;
  /** Where it came from. */
  readonly source: string;
  readonly onClose: () => void;
}

/** A bare set, or what was given in its place. */
export function SetImport({ env, value, look, source, onClose }: Props) {
  const text = useText();
  const add = useCommand('snapshot.import');
  const [taken, setTaken] = useState('');
  const takenAt = readTypedUtc(taken);
  const isBad = taken.trim() !== '' && takenAt === null;
  const isSet = look === null || mayBeSet(look);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await add.run({ env, text: value, source, takenAt });
    if (result.ok) onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        {look !== null && !isSet && <NoSet look={look} />}
        {isSet && (
          <Field
            label={text.archive.importTaken}
            hint={text.archive.importTakenHint}
            problem={isBad ? text.archive.timeProblem : null}
            isOptional
            isCode
            value={taken}
            onChange={setTaken}
          />
        )}
        {add.error && <ErrorNotice error={add.error} />}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={value.trim() === '' || !isSet || isBad || add.isRunning}>
            {text.dcm.importConfirm}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  );
}
