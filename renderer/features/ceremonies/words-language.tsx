import type { Language } from '../../../shared/ipc/contract.ts';
import { Choice } from '../../components/field.tsx';
import { useText } from '../../text/text.ts';

interface Props {
  readonly value: Language;
  readonly onChange: (language: Language) => void;
}

/** In which language the words are read aloud. */
export function WordsLanguage({ value, onChange }: Props) {
  const { ceremonyRun } = useText();
  return (
    <Choice
      legend={ceremonyRun.wordsIn}
      isRow
      value={value}
      onChange={onChange}
      options={[
        { id: 'en', label: ceremonyRun.english },
        { id: 'uk', label: ceremonyRun.ukrainian },
      ]}
    />
  );
}
