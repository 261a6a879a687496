import { History, RotateCcw } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Fold } from '../../components/fold.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import { readTypedInstant } from '../../text/typed-instant.ts';
import css from './answer.module.css';
import { readTimeClaim } from './time-claim.ts';

interface BannerProps {
  readonly at: string;
  readonly onNow: () => void;
}

/** Above an answer for another moment, so that nobody takes it for one of now. */
export function AsOfBanner({ at, onNow }: BannerProps) {
  const { answer } = useText();
  return (
    <section className={css.banner} aria-label={answer.notNow}>
      <History size={28} aria-hidden className={css.bannerIcon ?? ''} />
      <div className={css.bannerWords}>
        <p className={css.bannerTitle}>{answer.notNow}</p>
        <p className={css.bannerTime}>
          <Instant iso={at} isRelative />
        </p>
        <p>{answer.notNowBody}</p>
      </div>
      <Button icon={RotateCcw} onPress={onNow}>
        {answer.asOfNow} <kbd>N</kbd>
      </Button>
    </section>
  );
}

interface Props {
  readonly verdict: Verdict;
  /** The moment that was asked for; `null`: now. */
  readonly at: string | null;
  readonly onJudgeAt: (at: string | null) => void;
}

/** Asks for the answer of another moment: the token as it was when it came. */
export function AsOfForm({ verdict, at, onJudgeAt }: Props) {
  const { answer } = useText();
  const [typed, setTyped] = useState('');
  const [isTried, setIsTried] = useState(false);
  const made = readTimeClaim(verdict.claims?.['iat']);

  function submit(event: FormEvent) {
    event.preventDefault();
    const instant = readTypedInstant(typed);
    setIsTried(instant === null);
    if (instant !== null) onJudgeAt(instant);
  }

  return (
    <Fold title={answer.asOfTitle} note={answer.asOfNote} isOpen={at !== null}>
      <form className={css.asOf} onSubmit={submit}>
        <Field
          label={answer.asOfField}
          hint={answer.asOfHint}
          problem={isTried ? answer.asOfProblem : null}
          placeholder="2026-11-23 20:30:15"
          value={typed}
          onChange={(next) => {
            setTyped(next);
            setIsTried(false);
          }}
          isCode
        />
        <div className={css.asOfWays}>
          <Button look="primary" type="submit" isDisabled={typed.trim() === ''}>
            {answer.asOfJudge}
          </Button>
          {made.kind === 'instant' && <Button onPress={() => onJudgeAt(made.iso)}>{answer.asOfMade}</Button>}
          {at !== null && (
            <Button icon={RotateCcw} onPress={() => onJudgeAt(null)}>
              {answer.asOfNow}
            </Button>
          )}
        </div>
      </form>
    </Fold>
  );
}
