import { useId, useState } from 'react';
import { useText } from '../../text/text.ts';
import css from './scan.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  /** The most frequent values, which are offered. */
  readonly known: readonly string[];
  readonly onChoose: (value: string) => void;
}

/** A value that must be given whole: chosen of those that are frequent, or typed and sent by Enter. */
export function ExactField({ label, value, known, onChoose }: Props) {
  const { scan } = useText();
  const id = useId();
  const [typed, setTyped] = useState(value);
  return (
    <div className={css.exact}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        list={`${id}-known`}
        value={typed}
        placeholder={scan.exactly}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          // Chosen of the list: nobody presses Enter for that.
          if (known.includes(event.target.value)) onChoose(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onChoose(typed);
        }}
        onBlur={() => {
          if (typed !== value) onChoose(typed);
        }}
      />
      <datalist id={`${id}-known`}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </div>
  );
}
