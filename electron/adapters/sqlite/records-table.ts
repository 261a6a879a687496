import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { AppError } from '../../domain/errors.ts';
import type { Connection, SqlRow, SqlValue } from './connection.ts';
import { damaged, isTaken, storageError } from './sqlite-errors.ts';

/** How a record lies in a table: the column of each member, and which members are JSON. */
interface TableLayout<T> {
  readonly table: string;
  readonly schema: z.ZodType<T>;
  readonly columns: { readonly [Member in keyof T & string]-?: string };
  readonly json?: readonly (keyof T & string)[];
  /**
   * Members whose columns a later migration added, with the value that the column then had in every row. Such a value
   * is left out of the digest, so the rows of before keep theirs.
   */
  readonly added?: { readonly [Member in keyof T & string]?: SqlValue };
  /** Members of the primary key, in its order. */
  readonly key: readonly (keyof T & string)[];
  /** The error for a row whose key is there already. */
  readonly taken?: (record: T) => AppError;
}

export interface RecordsTable<T> {
  /** The row with exactly this key, byte for byte. */
  get(...key: readonly SqlValue[]): T | null;
  /** Rows, with the clauses that follow FROM. */
  select(clauses: string, ...values: readonly SqlValue[]): readonly T[];
  insert(record: T): void;
  /** Writes a row whether it is there or not. */
  put(record: T): void;
  update(record: T): void;
}

/**
 * Reads and writes the records of one table. A row is given only when its digest fits and it parses: one that was
 * edited by hand, or rotted, is DATABASE_DAMAGED.
 */
export function createRecordsTable<T extends object>(connection: Connection, layout: TableLayout<T>): RecordsTable<T> {
  const { table, schema, key } = layout;
  const members = Object.keys(layout.columns) as (keyof T & string)[];
  const names = members.map((member) => layout.columns[member]);
  const keyNames = key.map((member) => layout.columns[member]);
  const allNames = [...names, 'row_digest'];
  const added = new Map<string, SqlValue>(Object.entries(layout.added ?? {}) as [string, SqlValue][]);
  const sql = {
    select: `SELECT ${allNames.join(', ')} FROM ${table}`,
    insert: `INSERT INTO ${table} (${allNames.join(', ')}) VALUES (${allNames.map(() => '?').join(', ')})`,
    update: allNames.map((name) => `${name} = ?`).join(', '),
    where: keyNames.map((name) => `${name} = ?`).join(' AND '),
    put: `ON CONFLICT (${keyNames.join(', ')}) DO UPDATE SET ${allNames.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  };

  function toValues(record: T): SqlValue[] {
    if (!schema.safeParse(record).success) throw storageError('INTERNAL', `a record for ${table} is not of its shape`);
    const values = members.map((member) => toColumn(record[member], layout.json?.includes(member) === true));
    return [...values, digest(values)];
  }

  function digest(values: readonly unknown[]): string {
    const first = values.filter((_, at) => !added.has(members[at] ?? ''));
    const later = members.flatMap((member, at) =>
      added.has(member) && values[at] !== added.get(member) ? [[member, values[at]]] : [],
    );
    return digestOf([table, ...first, ...later]);
  }

  function toRecord(row: SqlRow): T {
    const values = names.map((name) => row[name] ?? null);
    if (row['row_digest'] !== digest(values)) throw rotten(table);
    const entries = members.map((member, at) => [
      member,
      fromColumn(values[at], layout.json?.includes(member) === true),
    ]);
    const parsed = schema.safeParse(Object.fromEntries(entries));
    if (!parsed.success) throw rotten(table);
    return parsed.data;
  }

  function run(statement: string, record: T, ...more: readonly SqlValue[]): number {
    try {
      return connection.run(statement, ...toValues(record), ...more);
    } catch (error) {
      if (layout.taken && isTaken(error)) throw layout.taken(record);
      throw error;
    }
  }

  return {
    get(...wanted) {
      const row = connection.get(`${sql.select} WHERE ${sql.where}`, ...wanted);
      // A lone surrogate that was asked for arrives in SQLite as U+FFFD and could find a key that really has one.
      if (row === null || keyNames.some((name, at) => row[name] !== wanted[at])) return null;
      return toRecord(row);
    },
    select: (clauses, ...values) => connection.all(`${sql.select} ${clauses}`, ...values).map(toRecord),
    insert(record) {
      run(sql.insert, record);
    },
    put(record) {
      run(`${sql.insert} ${sql.put}`, record);
    },
    update(record) {
      const keyValues = key.map((member) => toColumn(record[member], false));
      const changed = run(`UPDATE ${table} SET ${sql.update} WHERE ${sql.where}`, record, ...keyValues);
      if (changed !== 1) throw storageError('INTERNAL', `there is no row of ${table} to update`);
    },
  };
}

function digestOf(content: readonly unknown[]): string {
  try {
    return createHash('sha256').update(canonicalJson(content)).digest('hex');
  } catch {
    // Text or numbers that have no canonical form cannot have been written by us; no digest equals this.
    return 'none';
  }
}

function toColumn(value: unknown, isJson: boolean): SqlValue {
  if (isJson) return canonicalJson(value);
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw storageError('INTERNAL', 'a value fits no column');
}

function fromColumn(value: unknown, isJson: boolean): unknown {
  // Safe: the digest has shown that this is the text that canonicalJson gave.
  return isJson ? JSON.parse(String(value)) : value;
}

function rotten(table: string): AppError {
  return damaged(`a row of ${table} in the database was changed outside of the app`);
}
