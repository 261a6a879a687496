import { Choice, Field } from '../../components/field.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './keys.module.css';
import { lastDay, LIVES, type NewKeyDraft } from './new-key-draft.ts';

interface Props {
  readonly draft: NewKeyDraft;
  readonly change: (part: Partial<NewKeyDraft>) => void;
}

/** How long the key may sign, and what that means. */
export function LifeChoice({ draft, change }: Props) {
  const { keys } = useText();
  const language = useLanguage();
  const nowMs = useNow(60_000);
  const ends = lastDay(draft, nowMs);
  return (
    <div className={css.request}>
      <Choice
        legend={keys.life}
        isRow
        value={draft.life}
        onChange={(life) => change({ life })}
        options={LIVES.map((id) => ({ id, label: keys.lives[id] }))}
      />
      {draft.life === 'until' && (
        <Field label={keys.expires} type="date" value={draft.until} onChange={(until) => change({ until })} />
      )}
      <p className={css.soft}>
        {ends !== null ? keys.endsOn(formatDay(ends, language)) : draft.life === 'none' ? keys.endsNever : null}
      </p>
    </div>
  );
}
