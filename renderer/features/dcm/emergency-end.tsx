import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { isOverByWord, type UnderWay } from './under-way.ts';

/** Over when DCM was seen to refuse the old key. A key that signs no probe is over by DCM's word, which is asked for. */
export function EmergencyEnd({ view, old }: UnderWay) {
  const text = useText();
  const end = useCommand('rotation.end');
  const [word, setWord] = useState('');
  const isByWord = isOverByWord(view, old);
  const reason = isByWord ? word.trim() : text.rotation.endReason;
  const isReady = (view.isSafe || isByWord) && reason !== '' && !end.isRunning;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady) void end.run({ id: view.rotation.id, outcome: 'done', reason });
  }

  return (
    <form className={css.form} onSubmit={submit}>
      {!isByWord && <p className={css.soft}>{view.isSafe ? text.rotation.endLead : text.rotation.endWaits}</p>}
      {isByWord && (
        <Field label={text.rotation.endPhone} hint={text.rotation.endPhoneHint} value={word} onChange={setWord} />
      )}
      {end.error && <ErrorNotice error={end.error} />}
      <Row>
        <Button look="primary" type="submit" isDisabled={!isReady}>
          {text.rotation.end}
        </Button>
      </Row>
    </form>
  );
}
