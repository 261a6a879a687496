import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { cx } from './class-names.ts';
import type { Column } from './data-table.tsx';
import css from './data-table-long.module.css';
import { RowBlock } from './data-table-block.tsx';

/** Rows that are drawn, or not, together. */
const BLOCK = 20;
/** Rows that Page Up and Page Down go over. */
const PAGE = 10;

export interface LongColumn<T> extends Column<T> {
  /** How wide it is, in rem; the first column takes what is left. */
  readonly width: number;
}

/** The way in from outside of the table. */
export interface LongTableHandle {
  focusFirstRow(): void;
}

interface Props<T> {
  readonly label: string;
  /** The first cell names its row, and is a link. */
  readonly columns: readonly LongColumn<T>[];
  readonly rows: readonly T[];
  readonly rowId: (row: T) => string;
  readonly hrefOf: (row: T) => string;
  readonly sort: { readonly column: string; readonly isDescending: boolean };
  readonly onSort: (column: string) => void;
  readonly handle: Ref<LongTableHandle>;
}

/**
 * Thousands of rows: only those near the screen are drawn. One Tab leads into the table and one out of it; inside,
 * arrows, Page Up, Page Down, Home and End go from row to row, and Enter follows the row's link.
 */
export function LongTable<T>({ label, columns, rows, rowId, hrefOf, sort, onSort, handle }: Props<T>) {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const found = at === null ? 0 : rows.findIndex((row) => rowId(row) === at);
  const current = Math.max(found, 0);
  const [wanted, setWanted] = useState<{ readonly row: number } | null>(null);

  // A row that is far away is drawn first, and can take the focus only then.
  useEffect(() => {
    if (wanted === null) return;
    const link = table.current?.querySelector<HTMLElement>(`[data-row="${String(wanted.row)}"]`);
    link?.focus({ preventScroll: true });
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  }, [wanted]);

  function goTo(index: number) {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (row === undefined) return;
    setAt(rowId(row));
    setWanted({ row: rows.indexOf(row) });
  }
  useImperativeHandle(handle, () => ({ focusFirstRow: () => goTo(0) }));

  function onKeyDown(event: KeyboardEvent) {
    const target = event.target instanceof HTMLElement ? event.target.dataset['row'] : undefined;
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = rowAfter(event.key, Number(target), rows.length);
    if (next === null) return;
    event.preventDefault();
    goTo(next);
  }

  const blocks = Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, block) => block * BLOCK);
  return (
    <div className={css.frame}>
      <div className={cx(columns.length > 6 && css.wide)}>
        <table
          ref={table}
          className={css.table}
          role="table"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          onKeyDown={onKeyDown}
          style={{ minWidth: `${String(columns.reduce((sum, { width }) => sum + width, 0))}rem` }}
        >
          <colgroup>
            {columns.map(({ id, width }, index) => (
              <col key={id} {...(index === 0 ? {} : { style: { width: `${String(width)}rem` } })} />
            ))}
          </colgroup>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              {columns.map((column) => (
                <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          {blocks.map((first) => (
            <RowBlock
              key={first}
              columns={columns}
              rows={rows.slice(first, first + BLOCK)}
              first={first}
              current={current}
              isAroundCurrent={Math.abs(Math.floor(current / BLOCK) - first / BLOCK) <= 1}
              rowId={rowId}
              hrefOf={hrefOf}
              onFocusRow={setAt}
            />
          ))}
        </table>
      </div>
    </div>
  );
}

function rowAfter(key: string, row: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return row + 1;
    case 'ArrowUp':
      return row - 1;
    case 'PageDown':
      return row + PAGE;
    case 'PageUp':
      return row - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

interface HeadingProps {
  readonly column: { readonly id: string; readonly label: string };
  readonly sort: { readonly column: string; readonly isDescending: boolean };
  readonly onSort: (column: string) => void;
}

function Heading({ column, sort, onSort }: HeadingProps) {
  const isSorted = sort.column === column.id;
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      role="columnheader"
      {...(isSorted ? { 'aria-sort': sort.isDescending ? 'descending' : 'ascending' } : {})}
    >
      <button type="button" className={css.heading} onClick={() => onSort(column.id)}>
        {column.label}
        {isSorted && <Arrow size={14} aria-hidden />}
      </button>
    </th>
  );
}
