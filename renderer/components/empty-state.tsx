import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './empty-state.module.css';

interface Props {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A place with nothing in it yet: what it is for, and the next step. */
export function EmptyState({ icon: Icon, title, children, actions }: Props) {
  return (
    <div className={css.empty}>
      <span className={css.icon}>
        <Icon size={24} aria-hidden />
      </span>
      <h2>{title}</h2>
      <p className={css.body}>{children}</p>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}
