import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Key } from '../../shared/model/key.ts';
import { Button, LinkButton } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import { Row } from '../components/page.tsx';
import { useApp } from '../ipc/app-context.tsx';
import { address, useRoute } from '../ipc/route.ts';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import css from './suspend.module.css';

interface Props {
  readonly item: Key;
  readonly onClose: () => void;
}

/** What suspending did and did not stop; the reason can be given now or never. */
export function SuspendedNotice({ item, onClose }: Props) {
  const { shell, common, rotation } = useText();
  const { state } = useApp();
  const { room, rest } = useRoute();
  const note = useCommand('key.noteReason');
  const [reason, setReason] = useState('');
  const [isNoted, setIsNoted] = useState(false);
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (reason.trim() === '') return;
    const result = await note.run({ kid: item.kid, reason });
    if (result.ok) setIsNoted(true);
  }

  // The page of the emergency says all of this itself, and takes notes too.
  if (room === 'dcm' && rest[0] === 'emergency' && rest[1] === item.kid) return null;
  const name = state.isLocked ? item.kid : (item.label ?? item.kid);
  return (
    <Notice tone="unsure" title={shell.suspended(name)} isLive>
      <p>{shell.suspendedBody}</p>
      {isNoted ? (
        <p>{shell.suspendedNoted}</p>
      ) : (
        <form className={css.reason} onSubmit={(event) => void submit(event)}>
          <Field label={shell.suspendedWhy} value={reason} onChange={setReason} inputRef={field} />
          <Button type="submit" isDisabled={reason.trim() === '' || note.isRunning}>
            {shell.suspendedNote}
          </Button>
        </form>
      )}
      {note.error && <ErrorNotice error={note.error} />}
      <Row>
        {!state.isLocked && item.env !== null && (
          <LinkButton href={address('dcm', 'emergency', item.kid)}>{rotation.replaceIt}</LinkButton>
        )}
        {!state.isLocked && <LinkButton href={address('keys', 'show', item.kid)}>{shell.suspendedShow}</LinkButton>}
        <Button look="quiet" onPress={onClose}>
          {common.close}
        </Button>
      </Row>
    </Notice>
  );
}
