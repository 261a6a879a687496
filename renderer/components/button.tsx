import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import css from './button.module.css';
import { cx } from './class-names.ts';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

interface Props {
  readonly children?: ReactNode;
  readonly icon?: LucideIcon;
  readonly look?: Look;
  readonly label?: string;
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  /** For a button that shows and hides something: whether it is shown. */
  readonly isOpen?: boolean;
  readonly onPress?: () => void;
}

/** The one button. `label` names it for a screen reader where its text is not enough. */
export function Button({ children, icon: Icon, look = 'plain', label, type = 'button', ...more }: Props) {
  const { isDisabled, isOpen, onPress } = more;
  return (
    <AriaButton
      className={cx(css.button, css[look], children === undefined && css.square)}
      type={type}
      isDisabled={isDisabled ?? false}
      onPress={() => onPress?.()}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(isOpen === undefined ? {} : { 'aria-expanded': isOpen })}
    >
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </AriaButton>
  );
}

interface LinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly icon?: LucideIcon;
  readonly look?: Look;
}

/** A way to another place of the window, as prominent as a button. */
export function LinkButton({ href, children, icon: Icon, look = 'plain' }: LinkProps) {
  return (
    <a className={cx(css.button, css[look])} href={href}>
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </a>
  );
}
