import { OctagonX } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { RotationView } from '../../../shared/model/rotation.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';

interface Props {
  readonly old: Key;
  /** A planned rotation of this key that stands in the way. */
  readonly planned: RotationView | null;
}

/** Stops a key: Enter alone does it, because it protects. The reason can wait. */
export function EmergencyStart({ old, planned }: Props) {
  const text = useText();
  const end = useCommand('rotation.end');
  const start = useCommand('rotation.start');
  const [reason, setReason] = useState('');
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const error = end.error ?? start.error;
  const isRunning = end.isRunning || start.isRunning;
  useEffect(() => {
    field.current?.focus();
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isRunning) return;
    if (planned !== null) {
      const { id } = planned.rotation;
      const ended = await end.run({ id, outcome: 'abandoned', reason: text.rotation.plannedEndReason });
      if (!ended.ok) return;
    }
    await start.run({ kid: old.kid, kind: 'emergency', reason: reason.trim() || text.rotation.stopReason });
  }

  return (
    <section className={css.alarm}>
      <h2 className={css.answer}>{old.state === 'active' ? text.rotation.stopTitle : text.rotation.stopped}</h2>
      <p>{text.rotation.stopBody}</p>
      {planned !== null && <p>{text.rotation.stopPlanned}</p>}
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <Field label={text.rotation.stopWhy} isOptional value={reason} onChange={setReason} inputRef={field} />
        {error && <ErrorNotice error={error} />}
        <Row>
          <Button look="danger" icon={OctagonX} type="submit" isDisabled={isRunning}>
            {old.state === 'active' ? text.rotation.stop : text.rotation.stopGoOn}
          </Button>
        </Row>
      </form>
    </section>
  );
}
