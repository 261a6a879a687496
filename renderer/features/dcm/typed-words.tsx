import { useState } from 'react';
import { wrongWordPlaces } from '../../../shared/text/fingerprint-words.ts';
import { Field } from '../../components/field.tsx';
import { Columns } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';

const [WORDS, ASKED] = [16, 4];
const LANGUAGES = ['en', 'uk'] as const;

/** What was typed of a fingerprint that somebody reads out. */
export interface WordsTyped {
  readonly places: readonly number[];
  readonly words: readonly string[];
  /** Empty before all of them are typed. */
  readonly wrong: readonly number[];
  readonly areRight: boolean;
  readonly setWord: (at: number, word: string) => void;
}

/** Four places of a fingerprint, by chance, and whether their words were typed. `fingerprint`: base64url; empty: nothing is right. */
export function useTypedWords(fingerprint: string): WordsTyped {
  const [places] = useState(placesByChance);
  const [words, setWords] = useState<readonly string[]>(() => places.map(() => ''));
  const areAll = fingerprint !== '' && words.every((word) => word.trim() !== '');
  const wrong = areAll ? wrongWordPlaces(fingerprint, { places, words, languages: LANGUAGES }) : [];
  return {
    places,
    words,
    wrong,
    areRight: areAll && wrong.length === 0,
    setWord: (at, word) => setWords((before) => before.map((one, other) => (other === at ? word : one))),
  };
}

/** Asks for the words; which one is wrong is said once all are there, so that none can be felt out letter by letter. */
export function TypedWords({ places, words, wrong, setWord }: WordsTyped) {
  const { bundle, ceremonyRun } = useText();
  return (
    <>
      <p>{bundle.typeWords}</p>
      <Columns>
        {places.map((place, at) => (
          <Field
            key={place}
            label={ceremonyRun.wordNumber(place)}
            value={words[at] ?? ''}
            onChange={(word) => setWord(at, word)}
            problem={wrong.includes(place) ? bundle.wrongWord(place) : null}
          />
        ))}
      </Columns>
    </>
  );
}

function placesByChance(): readonly number[] {
  const chance = crypto.getRandomValues(new Uint8Array(ASKED));
  const left = Array.from({ length: WORDS }, (_, at) => at + 1);
  return [...chance].flatMap((octet) => left.splice(octet % left.length, 1)).toSorted((one, other) => one - other);
}
