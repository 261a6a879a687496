import { hash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { AppError } from '../../domain/errors.ts';
import type { Connection, SqlRow, SqlValue } from './connection.ts';
import { createJudgedRows } from './judged-rows.ts';
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
  /** Whether rows are remembered once they have been judged: for lists that are read again and again. */
  readonly isRemembered?: boolean;
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
  const isJson = members.map((member) => layout.json?.includes(member) === true);
  const firstAt = members.flatMap((member, at) => (Object.hasOwn(layout.added ?? {}, member) ? [] : [at]));
  const laterAt = members.flatMap((member, at) => (firstAt.includes(at) ? [] : [{ member, at }]));
  const judged = layout.isRemembered ? createJudgedRows<T>() : null;
  const sql = {
    select: `SELECT ${allNames.join(', ')} FROM ${table}`,
    insert: `INSERT INTO ${table} (${allNames.join(', ')}) VALUES (${allNames.map(() => '?').join(', ')})`,
    update: allNames.map((name) => `${name} = ?`).join(', '),
    where: keyNames.map((name) => `${name} = ?`).join(' AND '),
    put: `ON CONFLICT (${keyNames.join(', ')}) DO UPDATE SET ${allNames.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  };

  function toValues(record: T): SqlValue[] {
    if (!schema.safeParse(record).success) throw storageError('INTERNAL', `a record for ${table} is not of its shape`);
    const values = members.map((member, at) => toColumn(record[member], isJson[at] === true));
    return [...values, digest(values)];
  }

  function digest(values: readonly unknown[]): string {
    const content: unknown[] = [table];
    for (const at of firstAt) content.push(values[at]);
    for (const { member, at } of laterAt) {
      if (values[at] !== layout.added?.[member]) content.push([member, values[at]]);
    }
    return digestOf(content);
  }

  function toRecord(row: SqlRow): T {
    const values = names.map((name) => row[name] ?? null);
    const stored = row['row_digest'] ?? null;
    const known = judged?.find(stored, values);
    if (known) return known;
    if (stored !== digest(values)) throw rotten(table);
    const record: Record<string, unknown> = {};
    for (const [at, member] of members.entries()) record[member] = fromColumn(values[at], isJson[at] === true);
    const parsed = schema.safeParse(record);
    if (!parsed.success) throw rotten(table);
    judged?.keep(stored, values, parsed.data);
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
    return hash('sha256', canonicalJson(content));
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
