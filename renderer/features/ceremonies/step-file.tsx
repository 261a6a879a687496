import { Save } from 'lucide-react';
import { useState } from 'react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './ceremonies.module.css';

/** The file that a step has made: it is saved onto every medium that the script names, as often as needed. */
export function StepFile({ view }: { readonly view: CeremonyView }) {
  const { ceremonyRun } = useText();
  const take = useCommand('ceremony.file');
  const save = useCommand('file.save');
  const [paths, setPaths] = useState<readonly string[]>([]);
  const kind = fileOf(view);
  if (kind === null) return null;

  async function onSave() {
    const taken = await take.run({ id: view.id });
    if (!taken.ok) return;
    const { path } = await save
      .run({ document: taken.value.document })
      .then((saved) => (saved.ok ? saved.value : { path: null }));
    if (path !== null) setPaths((before) => [...before, path]);
  }

  const words = ceremonyRun.files[kind];
  const isSaved = view.file === 'saved' || paths.length > 0;
  return (
    <Notice tone={isSaved ? 'good' : 'unsure'} title={isSaved ? words.saved : words.title}>
      <p>{words.body}</p>
      <ul aria-live="polite">
        {paths.map((path, at) => (
          <li key={at}>
            {ceremonyRun.fileSaved} <code className={css.kid}>{path}</code>
          </li>
        ))}
      </ul>
      {take.error && <ErrorNotice error={take.error} />}
      {save.error && <ErrorNotice error={save.error} />}
      <div>
        <Button icon={Save} isDisabled={take.isRunning || save.isRunning} onPress={() => void onSave()}>
          {isSaved ? ceremonyRun.fileSaveAgain : ceremonyRun.fileSave}
        </Button>
      </div>
    </Notice>
  );
}

const MAKES_OTHER: readonly string[] = ['deliver', 'register', 'register-request'];

/** Whose file waits now: that of a set from its split to its closing, else the newest that a step has made. */
function fileOf({ steps, now, file }: CeremonyView): 'set' | 'other' | null {
  if (now === null || now.camera === 'secret' || file === null) return null;
  const isDone = (kind: string) => steps.some((step) => step.kind === kind && step.doneAt !== null);
  if (isDone('begin-split') && !isDone('close-split')) return now.status === 'done' ? null : 'set';
  const isWaiting = isDone('deliver') || (isDone('register-request') && !isDone('receipt'));
  const isMade = MAKES_OTHER.includes(now.kind) && now.status === 'done';
  return isWaiting || isMade ? 'other' : null;
}
