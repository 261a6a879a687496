import { type FormEvent, useState } from 'react';
import type { CaseSummary } from '../../shared/model/case.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { useCommand, useQuery } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Field, Tick } from './field.tsx';
import { Loaded } from './loaded.tsx';
import { ErrorNotice, Notice } from './notice.tsx';
import { Stack } from './page.tsx';
import { Select } from './select.tsx';

interface Props {
  readonly verdict: Pick<Verdict, 'tokenSha256'>;
  readonly token: string;
  readonly onAdded: (id: string) => void;
  readonly onClose: () => void;
}

/** Into which case, with what note, and whether the token itself is kept. */
export function AddToCaseDialog(props: Props) {
  const text = useText();
  const cases = useQuery('case.list', {});
  return (
    <Dialog title={text.cases.addToTitle} onClose={props.onClose}>
      <p>{text.cases.addToBody}</p>
      <Loaded query={cases}>
        {(list) => <AddForm {...props} cases={list.filter(({ state }) => state === 'open')} />}
      </Loaded>
    </Dialog>
  );
}

const NEW = '';

function AddForm({ verdict, token, cases, onAdded, onClose }: Props & { readonly cases: readonly CaseSummary[] }) {
  const text = useText();
  const open = useCommand('case.open');
  const add = useCommand('case.addToken');
  const [id, setId] = useState(cases[0]?.id ?? NEW);
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const [isKept, setIsKept] = useState(false);
  const isReady = (id !== NEW || title.trim() !== '') && !open.isRunning && !add.isRunning;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const opened = id === NEW ? await open.run({ title: title.trim() }) : null;
    if (opened?.ok === false) return;
    const into = opened?.value.id ?? id;
    // Where adding fails after opening, the next press adds to the case that is there now.
    setId(into);
    const { tokenSha256 } = verdict;
    const wanted = {
      id: into,
      tokenSha256,
      token: isKept ? token : null,
      note: note.trim() === '' ? null : note.trim(),
    };
    const result = await add.run(wanted);
    if (result.ok) onAdded(into);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Select
          label={text.cases.addToField}
          value={id}
          onChange={setId}
          options={[
            ...cases.map((one) => ({ id: one.id, label: `${one.id} · ${one.title}` })),
            { id: NEW, label: text.cases.addToNew },
          ]}
        />
        {id === NEW && (
          <Field label={text.cases.titleField} hint={text.cases.titleHint} value={title} onChange={setTitle} />
        )}
        <Field
          label={text.cases.addToNote}
          hint={text.cases.addToNoteHint}
          value={note}
          onChange={setNote}
          rows={2}
          isOptional
        />
        <Tick label={text.cases.keepToken} isOn={isKept} onChange={setIsKept} />
        {isKept && <Notice tone="unsure" title={text.cases.keepWarning} isLive />}
        {[open.error, add.error].map((error, index) => error && <ErrorNotice key={index} error={error} />)}
        <DialogActions>
          <Button onPress={onClose}>{text.common.cancel}</Button>
          <Button look="primary" type="submit" isDisabled={!isReady}>
            {text.cases.add}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  );
}
