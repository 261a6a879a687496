import { type FormEvent, useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { PossessionChallenge } from '../../../shared/model/possession.ts';
import { possessionCommand } from '../../../shared/text/possession-command.ts';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Field } from '../../components/field.tsx';
import { Fold } from '../../components/fold.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './key-page.module.css';

interface Props {
  readonly item: Key;
  readonly asked: PossessionChallenge;
}

/** The three steps of a proof: the text goes out, it is signed elsewhere, the answer comes back. */
export function PossessionSteps({ item, asked }: Props) {
  const { keyPage } = useText();
  const prove = useCommand('key.provePossession');
  const [answer, setAnswer] = useState('');
  const isReady = answer.trim() !== '' && !prove.isRunning;
  const { kid, alg } = item;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady && (await prove.run({ kid, token: answer.trim() })).ok) setAnswer('');
  }

  return (
    <ol className={css.steps}>
      <li className={css.step}>
        <h3>{keyPage.stepPayload}</h3>
        <CodeBlock value={asked.payload} what={keyPage.payloadName} />
      </li>
      <li className={css.step}>
        <h3>{keyPage.stepSign}</h3>
        <p>{keyPage.stepSignNote(alg)}</p>
        <Fold title={keyPage.commandFold}>
          <CodeBlock value={possessionCommand({ kid, alg, payload: asked.payload })} what={keyPage.commandName} />
        </Fold>
      </li>
      <li className={css.step}>
        <h3>{keyPage.stepAnswer}</h3>
        <form className={css.editing} onSubmit={(event) => void submit(event)}>
          <Field label={keyPage.answer} hint={keyPage.answerHint} rows={4} isCode value={answer} onChange={setAnswer} />
          <p>
            {keyPage.awaitedUntil} <Instant iso={asked.expiresAt} isRelative />
          </p>
          {prove.error && <ErrorNotice error={prove.error} />}
          <Row>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {keyPage.prove}
            </Button>
          </Row>
        </form>
      </li>
    </ol>
  );
}
