import { Eye } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Language } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import type { ScreenProps } from './run-page.tsx';
import css from './stage.module.css';
import { WordsLanguage } from './words-language.tsx';

/** The witness's own work: seen by everybody, done by nobody else. */
export function WitnessForm({ view, onView, onFailed }: ScreenProps) {
  const { ceremonyRun } = useText();
  const language = useLanguage();
  const confirm = useCommand('ceremony.confirm');
  const [spoken, setSpoken] = useState<Language>(language);
  const [words, setWords] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState('');
  const { now } = view;
  if (now === null || now.witness === 'none') return null;
  const { id: step, places, witness } = now;
  const isWords = witness === 'words';
  const isWhole = isWords ? places.every((_, at) => (words[at] ?? '').trim() !== '') : seen.trim() !== '';

  async function submit(event: FormEvent) {
    event.preventDefault();
    // The button stays where the focus is while it works.
    if (!isWhole || confirm.isRunning) return;
    const typed = isWords ? places.map((_, at) => (words[at] ?? '').trim()) : [];
    const done = await confirm.run({ id: view.id, step, language: spoken, words: typed, text: seen.trim() });
    if (done.ok) onView(done.value);
    else onFailed();
  }

  return (
    <form className={css.form} onSubmit={(event) => void submit(event)}>
      <Stack>
        <p className={css.who}>
          <Eye size={28} aria-hidden />
          <strong>
            {now.witnessName === null ? ceremonyRun.witnessMissing : ceremonyRun.witness(now.witnessName)}
          </strong>
        </p>
        {witness !== 'sees' && (
          <p className={css.text}>
            {witness === 'repeats'
              ? (now.repeats?.[language] ?? ceremonyRun.witnessNow.repeats)
              : ceremonyRun.witnessNow.words}
          </p>
        )}
        {isWords ? (
          <>
            <Notice tone="calm" title={ceremonyRun.hiddenForWitness} />
            <WordsLanguage value={spoken} onChange={setSpoken} />
            <div className={css.four}>
              {places.map((place, at) => (
                <Field
                  key={place}
                  label={ceremonyRun.wordNumber(place)}
                  value={words[at] ?? ''}
                  onChange={(word) => setWords(places.map((_, other) => (other === at ? word : (words[other] ?? ''))))}
                />
              ))}
            </div>
          </>
        ) : (
          <Field
            label={witness === 'repeats' ? ceremonyRun.witnessNow.repeats : ceremonyRun.witnessNow.sees}
            {...(witness === 'sees' ? { hint: ceremonyRun.seesHint } : {})}
            value={seen}
            onChange={setSeen}
          />
        )}
        {confirm.error && <ErrorNotice error={confirm.error} />}
        <Row>
          <Button look="primary" type="submit" isDisabled={!isWhole || now.witnessName === null}>
            {isWords ? ceremonyRun.witnessCompare : ceremonyRun.witnessConfirm}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
