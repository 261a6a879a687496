import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { Instant } from '../../components/time.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import css from './stage.module.css';

/** What is read aloud before it is signed: every deviation, or that there was none. */
export function Deviations({ view: { deviations, steps } }: { readonly view: CeremonyView }) {
  const { common, ceremonyRun } = useText();
  const language = useLanguage();
  return (
    <section className={css.deviations}>
      <h2 className={css.label}>{ceremonyRun.deviationsName}</h2>
      {deviations.length === 0 && <p className={css.value}>{common.none}</p>}
      {deviations.map(({ at, step, text, confirmedBy }) => (
        <p key={at} className={css.text}>
          <strong>{steps.find(({ id }) => id === step)?.title[language] ?? step}</strong> · <Instant iso={at} />
          {`\n${text} (${confirmedBy.join(', ')})`}
        </p>
      ))}
    </section>
  );
}
