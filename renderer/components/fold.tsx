import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './fold.module.css';

interface Props {
  readonly title: string;
  readonly note?: string | null;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** Something for those who want to know more. */
export function Fold({ title, note, isOpen = false, children }: Props) {
  return (
    <details className={css.fold} open={isOpen}>
      <summary className={css.summary}>
        <ChevronRight size={16} aria-hidden className={css.arrow ?? ''} />
        <span className={css.title}>{title}</span>
        {note && <span className={css.note}>{note}</span>}
      </summary>
      <div className={css.body}>{children}</div>
    </details>
  );
}
