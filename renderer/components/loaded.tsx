import type { ReactNode } from 'react';
import type { Query } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import css from './loaded.module.css';
import { ErrorNotice } from './notice.tsx';

interface Props<T> {
  readonly query: Query<T>;
  readonly children: (value: T) => ReactNode;
}

/** What was read, or why not. A value that was read before stays in sight beside a newer error. */
export function Loaded<T>({ query, children }: Props<T>) {
  const text = useText();
  return (
    <>
      {query.error && <ErrorNotice error={query.error} onRetry={query.reload} />}
      {query.value !== null ? children(query.value) : !query.error && <p className={css.wait}>{text.common.loading}</p>}
    </>
  );
}
