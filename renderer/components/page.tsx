import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../text/text.ts';
import { cx } from './class-names.ts';
import css from './page.module.css';

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A room: names the window, takes the focus when it is entered, and says what the place is for. */
export function Page({ title, lead, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const text = useText();
  useEffect(() => {
    document.title = `${title} – ${text.common.appName}`;
  }, [title, text]);
  useEffect(() => {
    // A page may have given the focus to its first field already.
    if (!document.activeElement?.closest('main')) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <div className={css.words}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className={css.lead}>{lead}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title?: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly isFlush?: boolean;
}

/** One subject of a page. */
export function Panel({ title, lead, actions, children, isFlush = false }: PanelProps) {
  return (
    <section className={css.panel}>
      {title && (
        <header className={css.panelHead}>
          <div className={css.words}>
            <h2>{title}</h2>
            {lead && <p className={css.lead}>{lead}</p>}
          </div>
          {actions && <div className={css.actions}>{actions}</div>}
        </header>
      )}
      <div className={cx(css.body, isFlush && css.flush)}>{children}</div>
    </section>
  );
}

/** Things under each other, evenly spaced. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className={css.stack}>{children}</div>;
}

/** Things beside each other where there is room. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className={css.row}>{children}</div>;
}

/** Fields beside each other, as equal columns, where there is room. */
export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className={css.columns}>{children}</div>;
}

/** Names and values. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {rows.map(([name, value]) => (
        <div key={name} className={css.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
