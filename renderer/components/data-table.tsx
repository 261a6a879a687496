import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import css from './data-table.module.css';

export interface Column<T> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  readonly isNarrow?: boolean;
}

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowId: (row: T) => string;
}

/** Rows that align. The first cell names its row; on a narrow window each row becomes a card with its labels.
 *  The roles are written out, because a table that is drawn as blocks would lose them. */
export function DataTable<T>({ label, columns, rows, rowId }: Props<T>) {
  return (
    <table className={css.table} aria-label={label} role="table">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.id} scope="col" role="columnheader" className={cx(column.isNarrow && css.narrow)}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowId(row)} role="row">
            {columns.map((column, index) => {
              const Cell = index === 0 ? 'th' : 'td';
              return (
                <Cell key={column.id} role={index === 0 ? 'rowheader' : 'cell'}>
                  <span className={css.label} aria-hidden>
                    {column.label}
                  </span>
                  <div className={css.value}>{column.cell(row)}</div>
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
