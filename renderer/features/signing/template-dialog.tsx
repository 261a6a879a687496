import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field, Tick } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { type Draft, readExtraClaims } from './draft.ts';
import { templateOf } from './template-draft.ts';

interface Props {
  readonly draft: Draft;
  /** With the name of the template that was saved, or `null`. */
  readonly onClose: (saved: string | null) => void;
}

/** Makes a template of what stands in the form. */
export function TemplateDialog({ draft, onClose }: Props) {
  const text = useText();
  const save = useCommand('template.save');
  const [name, setName] = useState('');
  const [mayReplace, setMayReplace] = useState(false);
  const template = templateOf(draft, name.trim(), readExtraClaims(draft.extra) ?? {});
  const isReady = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u.test(name.trim()) && !save.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A form in a dialog stands inside of the page's own form, as far as React is concerned.
    event.stopPropagation();
    if (isReady && (await save.run({ template, mayReplace })).ok) onClose(template.name);
  }

  return (
    <Dialog title={text.sign.templateSaveTitle} onClose={() => onClose(null)}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p>{text.sign.templateSaveBody}</p>
          <ul>
            {Object.entries(template.claims).map(([claim, rule]) => (
              <li key={claim}>
                <code>{claim}</code>: {'is' in rule ? <code>{JSON.stringify(rule.is)}</code> : '…'}
              </li>
            ))}
          </ul>
          <Field
            label={text.sign.templateName}
            hint={text.sign.templateNameHint}
            isCode
            value={name}
            onChange={setName}
          />
          <Tick label={text.sign.templateReplace} isOn={mayReplace} onChange={setMayReplace} />
          {save.error && <ErrorNotice error={save.error} />}
          <DialogActions>
            <Button onPress={() => onClose(null)}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {text.sign.templateSubmit}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
