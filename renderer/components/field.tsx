import { type ClipboardEvent, type ReactNode, type Ref, useId } from 'react';
import { useText } from '../text/text.ts';
import { cx } from './class-names.ts';
import css from './field.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** Why the value can't be used; said beside the field as soon as it is known. */
  readonly problem?: string | null;
  readonly type?: 'text' | 'password' | 'number' | 'date';
  readonly rows?: number;
  readonly isOptional?: boolean;
  readonly isCode?: boolean;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLTextAreaElement & HTMLInputElement>;
  /** Of a field with rows. */
  readonly onPaste?: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  readonly children?: ReactNode;
}

/** One thing to fill in, with its label, its hint and its problem. */
export function Field({
  label,
  value,
  onChange,
  hint,
  problem,
  type = 'text',
  rows,
  isOptional = false,
  isCode = false,
  placeholder,
  inputRef,
  onPaste,
  children,
}: Props) {
  const id = useId();
  const text = useText();
  const shared = {
    id,
    value,
    placeholder,
    'aria-describedby': hint || problem ? `${id}-about` : undefined,
    'aria-invalid': problem ? true : undefined,
    className: cx(css.input, isCode && css.code),
    spellCheck: false,
    autoComplete: 'off',
  };
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
        {isOptional && <span className={css.optional}> · {text.common.optional}</span>}
      </label>
      {rows === undefined ? (
        <input {...shared} ref={inputRef} type={type} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea
          {...shared}
          ref={inputRef}
          rows={rows}
          onPaste={onPaste}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {(hint || problem) && (
        <p id={`${id}-about`} className={css.hint}>
          {problem ? <strong className={css.problem}>{problem}</strong> : hint}
        </p>
      )}
      {children}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly id: T; readonly label: string; readonly hint?: string }[];
  readonly isRow?: boolean;
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ legend, value, onChange, options, isRow = false }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={css.choice}>
      <legend className={css.label}>{legend}</legend>
      <div className={cx(css.options, isRow && css.row)}>
        {options.map((option) => (
          <label key={option.id} className={css.option}>
            <input type="radio" name={name} checked={value === option.id} onChange={() => onChange(option.id)} />
            <span>
              {option.label}
              {option.hint && <span className={css.optionHint}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TickProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Yes or no. */
export function Tick({ label, isOn, onChange }: TickProps) {
  return (
    <label className={css.tick}>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
