import { fingerprintWords } from '../../shared/text/fingerprint-words.ts';
import { useLanguage, useText } from '../text/text.ts';
import css from './fingerprint.module.css';
import { Thumbprint } from './thumbprint.tsx';

/** A key's fingerprint in its three spellings: as the protocol writes it, as hex to compare, as words to read aloud. */
export function Fingerprint({ thumbprint }: { readonly thumbprint: string }) {
  const { fingerprint } = useText();
  const language = useLanguage();
  const words = fingerprintWords(thumbprint, language).flat();
  return (
    <dl className={css.fingerprint}>
      <div className={css.spelling}>
        <dt>{fingerprint.words}</dt>
        <dd>
          <ol className={css.words}>
            {words.map((word, index) => (
              <li key={index} className={css.word}>
                <span className={css.number} aria-hidden>
                  {index + 1}
                </span>
                {word}
              </li>
            ))}
          </ol>
          <p className={css.note}>{fingerprint.wordsNote}</p>
        </dd>
      </div>
      <div className={css.spelling}>
        <dt>{fingerprint.hex}</dt>
        <dd>
          <Thumbprint value={thumbprint} />
        </dd>
      </div>
      <div className={css.spelling}>
        <dt>{fingerprint.base64url}</dt>
        <dd>
          <code className={css.whole}>{thumbprint}</code>
        </dd>
      </div>
    </dl>
  );
}
