import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/ipc/result.ts';
import { type Text, useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { cx } from './class-names.ts';
import css from './notice.module.css';

type Tone = 'good' | 'bad' | 'unsure' | 'calm';
const ICONS = { good: CircleCheck, bad: CircleAlert, unsure: TriangleAlert, calm: Info };

interface Props {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly isLive?: boolean;
}

/** Something the officer should know before going on. */
export function Notice({ tone, title, children, isLive = false }: Props) {
  const Icon = ICONS[tone];
  return (
    <div className={cx(css.notice, css[tone])} role={isLive ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <Icon size={20} aria-hidden className={css.icon ?? ''} />
      <div className={css.words}>
        <p className={css.title}>{title}</p>
        {children}
      </div>
    </div>
  );
}

/** Work that could not be done: what happened, what to do next, its code, and another try. */
export function ErrorNotice({ error, onRetry }: { readonly error: Failure; readonly onRetry?: () => void }) {
  const text = useText();
  const known = isKnown(text, error.code) ? text.errors[error.code] : null;
  return (
    <Notice tone={error.code === 'CANCELLED' ? 'calm' : 'bad'} title={known?.title ?? error.message} isLive>
      <p>
        <strong>{text.common.whatNext}</strong> {known?.next ?? error.hint}
      </p>
      <p className={css.detail}>
        <code>{text.common.errorCode(error.code)}</code>
        <span lang="en">{error.message}</span>
      </p>
      {onRetry && (
        <div className={css.retry}>
          <Button onPress={onRetry}>{text.common.retry}</Button>
        </div>
      )}
    </Notice>
  );
}

function isKnown(text: Text, code: string): code is keyof Text['errors'] {
  return Object.hasOwn(text.errors, code);
}
