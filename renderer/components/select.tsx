import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import css from './field.module.css';
import own from './select.module.css';
import { cx } from './class-names.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly hint?: string;
  readonly isLabelHidden?: boolean;
}

/** One of many. The system's own list: it zooms, speaks and takes type-ahead everywhere. */
export function Select({ label, value, onChange, options, hint, isLabelHidden = false }: Props) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={cx(css.label, isLabelHidden && own.hidden)} htmlFor={id}>
        {label}
      </label>
      <span className={own.frame}>
        <select
          id={id}
          className={cx(css.input, own.select)}
          value={value}
          aria-describedby={hint ? `${id}-about` : undefined}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown size={16} aria-hidden className={own.arrow ?? ''} />
      </span>
      {hint && (
        <p id={`${id}-about`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
