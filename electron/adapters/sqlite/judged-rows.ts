import type { SqlValue } from './connection.ts';

/** Above this many rows the memory is begun anew. */
const MOST = 20_000;

/** Records by the row that they were read from. */
export interface JudgedRows<T> {
  /** The record of a row with this digest that was judged before and is the same in every column; else `null`. */
  find(digest: SqlValue, values: readonly SqlValue[]): T | null;
  keep(digest: SqlValue, values: readonly SqlValue[], record: T): void;
}

/**
 * Makes an empty memory of rows that were found whole, so that a list of thousands is not judged anew each time it is
 * read. The digest only finds the place: every column is compared, so a row that was edited by hand is judged.
 */
export function createJudgedRows<T extends object>(): JudgedRows<T> {
  const judged = new Map<SqlValue, { readonly values: readonly SqlValue[]; readonly record: T }>();
  return {
    find(digest, values) {
      const known = judged.get(digest);
      return known?.values.every((value, at) => value === values[at]) ? known.record : null;
    },
    keep(digest, values, record) {
      if (judged.size >= MOST) judged.clear();
      judged.set(digest, { values, record: frozen(record) });
    },
  };
}

/** Many readers get the same record: nobody may write into it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
