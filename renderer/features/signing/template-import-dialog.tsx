import { FileSearch } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Tick } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import type { PickedFile } from '../../ipc/hand-over.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

interface Props {
  /** With the name of the template that was saved, or `null`. */
  readonly onClose: (saved: string | null) => void;
}

/** Saves a template from a file that another desk has made. */
export function TemplateImportDialog({ onClose }: Props) {
  const text = useText();
  const choose = useCommand('file.choose');
  const take = useCommand('template.import');
  const [file, setFile] = useState<PickedFile | null>(null);
  const [mayReplace, setMayReplace] = useState(false);

  async function pick() {
    take.reset();
    const result = await choose.run({});
    if (result.ok && result.value.file !== null) setFile(result.value.file);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A form in a dialog stands inside of the page's own form, as far as React is concerned.
    event.stopPropagation();
    if (file === null) return;
    const result = await take.run({ file: file.id, mayReplace });
    if (result.ok) onClose(result.value.name);
  }

  return (
    <Dialog title={text.sign.templateImportTitle} onClose={() => onClose(null)}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.sign.templateImportBody}</p>
          <Row>
            <Button icon={FileSearch} isDisabled={choose.isRunning} onPress={() => void pick()}>
              {file === null ? text.passport.chooseFile : text.passport.chooseOther}
            </Button>
            {file !== null && <strong>{file.name}</strong>}
          </Row>
          <Tick label={text.sign.templateReplace} isOn={mayReplace} onChange={setMayReplace} />
          {[choose.error, take.error].map((error, index) => error && <ErrorNotice key={index} error={error} />)}
          <DialogActions>
            <Button onPress={() => onClose(null)}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={file === null || take.isRunning}>
              {text.sign.templateSubmit}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
