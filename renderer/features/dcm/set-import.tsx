import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import { readTypedUtc } from '../../text/typed-time.ts';

type Look = Output<'bundle.look'>;

interface Props {
  readonly env: string;
  readonly value: string;
  /** What the core says that it is; `null` while nobody has said. */
  readonly look: Look | null;
  /** Where it came from. */
  readonly source: string;
  readonly onClose: () => void;
}

const TOKENS: readonly Look['kind'][] = ['jwt', 'jws', 'jws-json', 'jwe'];
/** What is no key, the core may still be able to say better. */
const SETS: readonly Look['kind'][] = ['jwks', 'public-jwk', 'nothing-known'];

/** A bare set, or what was given in its place. */
export function SetImport({ env, value, look, source, onClose }: Props) {
  const text = useText();
  const add = useCommand('snapshot.import');
  const [taken, setTaken] = useState('');
  const takenAt = readTypedUtc(taken);
  const isBad = taken.trim() !== '' && takenAt === null;
  const isSet = look === null || (SETS.includes(look.kind) && !look.isSecret);

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

/** Something else than keys of DCM: what it is, and what to do with it. */
function NoSet({ look }: { readonly look: Look }) {
  const text = useText();
  if (TOKENS.includes(look.kind)) return <Notice tone="bad" title={text.bundle.isToken} isLive />;
  if (look.isSecret) {
    return <ErrorNotice error={{ code: 'PRIVATE_KEY_GIVEN', message: text.bundle.isPrivate, hint: '' }} />;
  }
  return <Notice tone="bad" title={text.bundle.isOther(nameOf(look, text))} isLive />;
}

function nameOf({ kind }: Look, { examine }: Text): string {
  return examine.kinds[kind];
}
