import { CircleHelp, ShieldCheck, ShieldX, Siren } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Outcome } from '../../shared/model/verdict.ts';
import { useText } from '../text/text.ts';
import { cx } from './class-names.ts';
import { aroundKey, splitHeadline } from './headline.ts';
import css from './verdict-badge.module.css';

const ICONS = { valid: ShieldCheck, invalid: ShieldX, undetermined: CircleHelp };

interface Props {
  readonly outcome: Outcome;
  /** The one sentence, as the core said it. */
  readonly headline: string;
  /** The key that the token names; it is set apart, as its characters are compared one by one. */
  readonly kid: string | null;
  readonly next: string | null;
  /** In the place of the outcome's own word, where it is not that of one token. */
  readonly word?: string;
  /** Whoever sees this acts at once, whatever the outcome is called. */
  readonly isAlarm?: boolean;
  /** Ways on from here. */
  readonly children?: ReactNode;
}

/** The answer: icon, word and colour, then one sentence in large type. */
export function VerdictBadge({ outcome, headline, kid, next, word, isAlarm = false, children }: Props) {
  const text = useText();
  const Icon = isAlarm ? Siren : ICONS[outcome];
  const { answer, detail } = splitHeadline(headline);
  const [before, named, after] = aroundKey(answer, kid);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer Chromium gives a promise here; an effect must give nothing.
    void box.current?.scrollIntoView({ block: 'nearest' });
  }, [headline]);
  return (
    <div ref={box} className={cx(css.verdict, isAlarm ? css.alarm : css[outcome])}>
      <Icon size={40} strokeWidth={1.75} aria-hidden className={css.icon ?? ''} />
      <div className={css.words}>
        <div>
          <p className={css.word}>{isAlarm ? text.answer.alarm : (word ?? text.terms.outcome[outcome])}</p>
          <h2 className={css.headline}>
            {before}
            {named !== '' && <code className={cx(css.kid, named.length <= 48 && css.whole)}>{named}</code>}
            {after}
          </h2>
          {detail && <p className={css.detail}>{detail}</p>}
        </div>
        {next && (
          <p className={css.next}>
            <strong>{text.check.next}</strong> {next}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
