import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Choice, Tick } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { ScanSaved } from './scan-saved.tsx';

interface Props {
  /** A table that was read back has no summary, and can be written as a table alone. */
  readonly hasSummary: boolean;
  /** What was read from an export has no tokens to be read again. */
  readonly hasTokens: boolean;
  readonly onClose: () => void;
}

/** In which form, and whether with the tokens themselves: that is never ticked beforehand. */
export function ScanSaveDialog({ hasSummary, hasTokens, onClose }: Props) {
  const { scan, common } = useText();
  const save = useCommand('scan.save');
  const [form, setForm] = useState<'csv' | 'ndjson'>('csv');
  const [withTokens, setWithTokens] = useState(false);
  const [saved, setSaved] = useState<Output<'scan.save'> | null>(null);
  const forms = hasSummary ? (['csv', 'ndjson'] as const) : (['csv'] as const);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const written = await save.run({ form, withTokens });
    setSaved(written.ok && written.value.path !== null ? written.value : null);
  }

  return (
    <Dialog title={scan.saveTitle} onClose={onClose} isWide>
      {saved ? (
        <>
          <ScanSaved saved={saved} />
          <DialogActions>
            <Button look="primary" onPress={onClose}>
              {common.close}
            </Button>
          </DialogActions>
        </>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <p>{scan.saveLead}</p>
            <Choice
              legend={scan.saveForm}
              value={form}
              onChange={setForm}
              options={forms.map((id) => ({ id, label: scan.saveForms[id], hint: scan.saveFormHints[id] }))}
            />
            {hasTokens && <Tick label={scan.saveTokens} isOn={withTokens} onChange={setWithTokens} />}
            {withTokens && (
              <Notice tone="unsure" title={scan.saveTokensTitle} isLive>
                <p>{scan.saveTokensBody}</p>
              </Notice>
            )}
            {save.error && <ErrorNotice error={save.error} />}
            <DialogActions>
              <Button onPress={onClose}>{common.cancel}</Button>
              <Button look="primary" type="submit" isDisabled={save.isRunning}>
                {save.isRunning ? scan.saving : scan.save}
              </Button>
            </DialogActions>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
