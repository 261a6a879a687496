import { type FormEvent, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { readTypedUtc } from '../../text/typed-time.ts';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

/** A key set from a file or the clipboard, for a machine without a network. */
export function ImportDialog({ environment, onClose }: Props) {
  const text = useText();
  const add = useCommand('snapshot.import');
  const [jwks, setJwks] = useState('');
  const [source, setSource] = useState<string | null>(null);
  const [taken, setTaken] = useState('');
  const takenAt = readTypedUtc(taken);
  const isBad = taken.trim() !== '' && takenAt === null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await add.run({
      env: environment.name,
      text: jwks,
      source: source ?? text.dcm.importPasted,
      takenAt,
    });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.dcm.importTitle} env={environment.name} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.dcm.importLead}</p>
          <Field
            label={text.dcm.importText}
            rows={8}
            isCode
            placeholder='{"keys": […]}'
            value={jwks}
            onChange={(next) => {
              setJwks(next);
              setSource(null);
            }}
          >
            <Row>
              <FileButton
                label={text.dcm.importFile}
                onText={(read, fileName) => {
                  setJwks(read);
                  setSource(fileName.slice(0, 256));
                }}
              />
              {source && <code>{source}</code>}
            </Row>
          </Field>
          <Field
            label={text.archive.importTaken}
            hint={text.archive.importTakenHint}
            problem={isBad ? text.archive.timeProblem : null}
            isOptional
            isCode
            value={taken}
            onChange={setTaken}
          />
          {add.error && <ErrorNotice error={add.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={jwks.trim() === '' || isBad || add.isRunning}>
              {text.dcm.importConfirm}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
