import { useState } from 'react';
import type { Language } from '../../../shared/ipc/contract.ts';
import { fingerprintWords } from '../../../shared/text/fingerprint-words.ts';
import { hexGroups } from '../../../shared/text/thumbprint-hex.ts';
import { cx } from '../../components/class-names.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './big-fingerprint.module.css';
import { WordsLanguage } from './words-language.tsx';

interface Props {
  /** A SHA-256 in base64url. */
  readonly value: string;
  /** Whose it is. */
  readonly of?: string;
  /** On paper and before it begins, where it is read from near. */
  readonly isSmall?: boolean;
}

/** A SHA-256, to be read aloud across a table: words, and the digits that decide. */
export function BigFingerprint({ value, of, isSmall = false }: Props) {
  const { ceremonyRun } = useText();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const Heading = of === undefined ? 'h3' : 'h2';
  return (
    <div className={cx(css.fingerprint, isSmall && css.small)} data-fingerprint>
      <div className={css.last}>
        <Heading className={css.label}>{of === undefined ? ceremonyRun.words : `${of} · ${ceremonyRun.words}`}</Heading>
        <WordsLanguage value={language} onChange={setLanguage} />
      </div>
      <ol className={css.words} lang={language}>
        {fingerprintWords(value, language)
          .flat()
          .map((word, index) => (
            <li key={index} className={css.word}>
              <span className={css.number}>{index + 1}</span>
              {word}
            </li>
          ))}
      </ol>
      <Heading className={css.label}>
        {ceremonyRun.digits} <span className={css.note}>{ceremonyRun.hexDecides}</span>
      </Heading>
      <p className={css.hex}>
        {hexGroups(value).map((group, index) => (
          <code key={index} className={css.group}>
            {group}{' '}
          </code>
        ))}
      </p>
    </div>
  );
}
