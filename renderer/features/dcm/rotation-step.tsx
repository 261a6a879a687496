import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import steps from '../../components/steps.module.css';
import { cx } from '../../components/class-names.ts';

interface Props {
  readonly number: number;
  readonly title: string;
  /** The first step that is not done yet. */
  readonly now: number;
  readonly isDone: boolean;
  readonly children?: ReactNode;
}

/** One step of the list: done, to be done now, or later. */
export function RotationStep({ number, title, now, isDone, children }: Props) {
  const isNow = number === now;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that was pressed is gone with its step: whoever has no mouse goes on here.
    if (isNow && document.activeElement === document.body) heading.current?.focus();
  }, [isNow]);
  return (
    <li
      className={cx(
        steps.step,
        isDone && steps.isDone,
        isNow && steps.isNow,
        !isDone && !isNow && !children && steps.later,
      )}
      aria-current={isNow ? 'step' : undefined}
    >
      <span className={steps.number} aria-hidden>
        {isDone ? <Check size={16} /> : number}
      </span>
      <div className={steps.content}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </div>
    </li>
  );
}
