import { SearchCheck } from 'lucide-react';
import { type FormEvent, useEffect, useRef } from 'react';
import type { ClaimProfile } from '../../../shared/model/verdict.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { Panel, Row, Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useText } from '../../text/text.ts';
import { type Given, PasteBox } from './paste-box.tsx';
import type { HandedOver } from './use-scan-hand-over.ts';
import { hasKeys, type Question, type Source } from './question.ts';
import css from './token-check.module.css';

const PROFILES: readonly ClaimProfile[] = ['any', 'bank', 'platform'];

interface Props {
  readonly question: Question;
  /** What was given and is too large for the box, or is a file. */
  readonly note: string | null;
  readonly isJudging: boolean;
  /** The answer is what counts now: the box steps back. */
  readonly isAnswered: boolean;
  readonly onChange: (question: Question) => void;
  readonly onAsk: (question: Question) => void;
  readonly onGive: (given: Given) => void;
  readonly onChoose: () => void;
  readonly onSecret: () => void;
  readonly onScan: (files: readonly File[]) => Promise<HandedOver>;
  readonly onClear: () => void;
}

/** The paste box, first and focused; what else matters, below it. */
export function CheckForm({ question, note, isJudging, isAnswered, onChange, onAsk, onClear, ...box }: Props) {
  const text = useText();
  const { environments } = useApp();
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
  }, []);

  const sources: readonly { readonly id: Source; readonly label: string }[] = [
    ...environments.map(({ name }) => ({ id: `env:${name}` as const, label: text.check.fromEnvironment(name) })),
    { id: 'jwks', label: text.check.fromJwks },
    { id: 'own', label: text.check.fromOwn },
  ];
  const isGiven = question.token.trim() !== '' || note !== null;
  const isReady = isGiven && hasKeys(question);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady) onAsk(question);
  }

  const buttons = (
    <Row>
      <Button look="primary" icon={SearchCheck} type="submit" isDisabled={!isReady || isJudging}>
        {isJudging ? text.check.checking : text.check.button}
      </Button>
      {isGiven && (
        <Button
          look="quiet"
          onPress={() => {
            onClear();
            onChange({ ...question, token: '' });
            input.current?.focus();
          }}
        >
          {text.check.clear}
        </Button>
      )}
    </Row>
  );

  return (
    <Panel>
      <form onSubmit={submit}>
        <Stack>
          <PasteBox
            {...box}
            value={question.token}
            note={note}
            rows={isAnswered ? 2 : 4}
            inputRef={input}
            onType={(token) => {
              onClear();
              onChange({ ...question, token });
            }}
          />
          <div className={css.choices}>
            <Select
              label={text.check.keysFrom}
              value={question.source}
              onChange={(next) =>
                onChange({ ...question, source: sources.find(({ id }) => id === next)?.id ?? question.source })
              }
              options={sources}
            />
            <Select
              label={text.check.profile}
              value={question.profile}
              onChange={(next) =>
                onChange({ ...question, profile: PROFILES.find((one) => one === next) ?? question.profile })
              }
              options={PROFILES.map((profile) => ({ id: profile, label: text.terms.profile[profile] }))}
            />
            {question.source !== 'jwks' && buttons}
          </div>
          {question.source === 'jwks' && (
            <Field
              label={text.check.jwks}
              rows={4}
              isCode
              placeholder='{"keys": […]}'
              value={question.jwks}
              onChange={(jwks) => onChange({ ...question, jwks })}
            >
              <Row>
                <FileButton label={text.check.openFile} onText={(jwks) => onChange({ ...question, jwks })} />
              </Row>
            </Field>
          )}
          {question.source === 'jwks' && buttons}
        </Stack>
      </form>
    </Panel>
  );
}
