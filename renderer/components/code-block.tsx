import css from './code-block.module.css';
import { CopyButton } from './copy-button.tsx';

interface Props {
  readonly value: string;
  /** What it is, for the copy button and a screen reader. */
  readonly what: string;
}

/** Exact text, every character of it, with a way to copy it. */
export function CodeBlock({ value, what }: Props) {
  return (
    <figure className={css.block}>
      <pre className={css.code} tabIndex={0} aria-label={what}>
        {value}
      </pre>
      <div className={css.actions}>
        <CopyButton value={value} what={what} />
      </div>
    </figure>
  );
}
