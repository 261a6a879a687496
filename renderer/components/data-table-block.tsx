import { useEffect, useRef, useState } from 'react';
import type { Column } from './data-table.tsx';
import { cx } from './class-names.ts';
import css from './data-table-long.module.css';
import rowLink from './row-link.module.css';

/** The height of a row that was never drawn: two lines. */
const ROW_PX = 63;
/** How far from the screen rows are drawn already. */
const NEAR = '800px';

interface Props<T> {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** The place of the first of these rows among all. */
  readonly first: number;
  /** The place of the row that Tab leads to. */
  readonly current: number;
  /** Whether that row is here or next door: these rows stay drawn, so that nothing moves round it. */
  readonly isAroundCurrent: boolean;
  readonly rowId: (row: T) => string;
  readonly hrefOf: (row: T) => string;
  readonly onFocusRow: (id: string) => void;
}

/** Some rows of a long table: drawn while they are near the screen, else an empty place of the same height. */
export function RowBlock<T>({ columns, rows, first, current, isAroundCurrent, ...of }: Props<T>) {
  const { rowId, hrefOf, onFocusRow } = of;
  const block = useRef<HTMLTableSectionElement>(null);
  const [isNear, setIsNear] = useState(first === 0);
  const [rowPx, setRowPx] = useState(ROW_PX);
  const count = rows.length;
  useEffect(() => {
    const element = block.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        if (last === undefined) return;
        if (!last.isIntersecting) setRowPx(last.boundingClientRect.height / count);
        setIsNear(last.isIntersecting);
      },
      { rootMargin: `${NEAR} 0px`, scrollMargin: `${NEAR} 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [count]);

  if (!isNear && !isAroundCurrent) {
    return (
      <tbody ref={block} role="presentation" aria-hidden>
        <tr role="presentation">
          <td
            role="presentation"
            className={css.away}
            colSpan={columns.length}
            style={{ height: `${String(rowPx * count)}px` }}
          />
        </tr>
      </tbody>
    );
  }
  return (
    <tbody ref={block} role="rowgroup">
      {rows.map((row, index) => {
        const place = first + index;
        const id = rowId(row);
        return (
          <tr key={id} role="row" aria-rowindex={place + 2}>
            {columns.map((column, columnIndex) => {
              const Cell = columnIndex === 0 ? 'th' : 'td';
              return (
                <Cell key={column.id} role={columnIndex === 0 ? 'rowheader' : 'cell'}>
                  {columnIndex === 0 ? (
                    <a
                      className={cx(rowLink.link, css.link)}
                      href={hrefOf(row)}
                      data-row={place}
                      tabIndex={place === current ? 0 : -1}
                      onFocus={() => onFocusRow(id)}
                    >
                      {column.cell(row)}
                    </a>
                  ) : (
                    <>
                      <span className={css.label}>{column.label}</span>
                      <div className={css.value}>{column.cell(row)}</div>
                    </>
                  )}
                </Cell>
              );
            })}
          </tr>
        );
      })}
    </tbody>
  );
}
