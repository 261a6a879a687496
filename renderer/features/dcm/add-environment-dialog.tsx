import { type FormEvent, useState } from 'react';
import type { Environment, EnvironmentKind } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { EnvironmentPreview } from './environment-preview.tsx';

/** As the contract has it; said beside the field before anything is sent. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

interface Props {
  readonly onClose: () => void;
  readonly onAdded: (environment: Environment) => void;
}

/** The core checks and normalises what is typed here, and the officer sees what it made of it before it is kept. */
export function AddEnvironmentDialog({ onClose, onAdded }: Props) {
  const text = useText();
  const { homeKind } = useApp().state;
  const check = useCommand('environment.preview');
  const add = useCommand('environment.add');
  const [checked, setChecked] = useState<Environment | null>(null);
  const kinds: readonly EnvironmentKind[] = homeKind === 'practice' ? ['practice'] : ['stage', 'production'];
  const [kind, setKind] = useState<EnvironmentKind>(kinds[0] ?? 'stage');
  const [name, setName] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [guid, setGuid] = useState('');
  const [ca, setCa] = useState('');
  const isBadName = name !== '' && !NAME.test(name.trim());
  const isReady = name !== '' && !isBadName && baseUrl !== '' && guid !== '';

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await check.run({
      name: name.trim(),
      kind,
      baseUrl: baseUrl.trim(),
      counterpartyGuid: guid.trim(),
      ca: ca.trim() === '' ? null : ca,
    });
    if (result.ok) setChecked(result.value);
  }
  async function keep(environment: Environment) {
    const result = await add.run(environment);
    if (result.ok) onAdded(result.value);
  }

  if (checked !== null) {
    return (
      <Dialog title={text.dcm.previewTitle} onClose={onClose} isWide>
        <EnvironmentPreview environment={checked} />
        {add.error && <ErrorNotice error={add.error} />}
        <DialogActions>
          <Button
            onPress={() => {
              add.reset();
              setChecked(null);
            }}
          >
            {text.dcm.previewBack}
          </Button>
          <Button look="primary" isDisabled={add.isRunning} onPress={() => void keep(checked)}>
            {text.dcm.addConfirm}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }

  return (
    <Dialog title={text.dcm.addTitle} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Choice
            legend={text.dcm.kind}
            isRow
            value={kind}
            onChange={setKind}
            options={kinds.map((id) => ({ id, label: text.terms.environmentKind[id] }))}
          />
          <Field
            label={text.dcm.name}
            hint={text.dcm.nameHint}
            problem={isBadName ? text.dcm.nameInvalid : null}
            value={name}
            onChange={setName}
          />
          <Field
            label={text.dcm.baseUrl}
            hint={text.dcm.baseUrlHint}
            placeholder="https://"
            isCode
            value={baseUrl}
            onChange={setBaseUrl}
          />
          <Field label={text.dcm.counterparty} isCode value={guid} onChange={setGuid} />
          <Field label={text.dcm.ca} hint={text.dcm.caHint} rows={2} isOptional isCode value={ca} onChange={setCa} />
          {check.error && <ErrorNotice error={check.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady || check.isRunning}>
              {text.dcm.previewConfirm}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
