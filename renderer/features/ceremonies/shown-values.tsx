import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { useLanguage } from '../../text/text.ts';
import { BigFingerprint } from './big-fingerprint.tsx';
import css from './stage.module.css';

/** What the step shows to the room and to the camera. */
export function ShownValues({ shown }: { readonly shown: NonNullable<CeremonyView['now']>['shown'] }) {
  const language = useLanguage();
  return shown.map(({ id, label, value, as }) => (
    <section key={id} className={css.shown}>
      {as === 'thumbprint' ? (
        <BigFingerprint value={value} of={label[language]} />
      ) : (
        <h2 className={css.label}>{label[language]}</h2>
      )}
      {as === 'command' && <CodeBlock value={value} what={label[language]} />}
      {as === 'text' && <p className={css.value}>{value}</p>}
    </section>
  ));
}
