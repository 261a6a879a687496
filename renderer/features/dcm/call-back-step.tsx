import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { Seen } from './seen.tsx';
import { stepOf, type UnderWay } from './under-way.ts';

/** The bank's own service gets the new public key; that it has it is a person's word. */
export function CallBackStep({ view, successor }: UnderWay) {
  const text = useText();
  const read = useCommand('key.export');
  const confirm = useCommand('rotation.confirmCallBack');
  const [jwk, setJwk] = useState<string | null>(null);
  const [who, setWho] = useState('');
  const isReady = who.trim() !== '' && !confirm.isRunning;

  async function show() {
    if (successor === null) return;
    const result = await read.run({ kid: successor.kid, format: 'jwk' });
    if (result.ok) setJwk(result.value.text);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady) void confirm.run({ id: view.rotation.id, note: who.trim() });
  }

  const isConfirmed = stepOf(view.rotation, 'call-back-confirmed') !== null;
  return (
    <>
      {!isConfirmed && <p className={css.soft}>{text.rotation.callBackLead}</p>}
      {jwk !== null && <CodeBlock value={jwk} what={text.keys.exportTitle} />}
      {read.error && <ErrorNotice error={read.error} />}
      {jwk === null && !isConfirmed && (
        <Row>
          <Button isDisabled={read.isRunning} onPress={() => void show()}>
            {text.rotation.callBackShow}
          </Button>
        </Row>
      )}
      {isConfirmed ? (
        <Seen view={view} steps={['call-back-confirmed']} />
      ) : (
        <form className={css.form} onSubmit={submit}>
          <Field label={text.rotation.callBackWho} hint={text.rotation.callBackWhoHint} value={who} onChange={setWho} />
          {confirm.error && <ErrorNotice error={confirm.error} />}
          <Row>
            <Button type="submit" isDisabled={!isReady}>
              {text.rotation.callBackConfirm}
            </Button>
          </Row>
        </form>
      )}
    </>
  );
}
