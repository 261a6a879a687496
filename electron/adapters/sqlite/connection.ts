import type * as nodeSqlite from 'node:sqlite';
import { AppError } from '../../domain/errors.ts';
import { storageError, translateSqliteError } from './sqlite-errors.ts';

/** The first release without the race of two checkpoints that could damage a database. */
const MIN_SQLITE = [3, 51, 3] as const;
export const BUSY_TIMEOUT_MS = 5000;

export type SqlValue = nodeSqlite.SQLInputValue;
export type SqlRow = Readonly<Record<string, nodeSqlite.SQLOutputValue>>;

/** One connection to one database. Statements are prepared once; every failure is an AppError. */
export interface Connection {
  exec(sql: string): void;
  run(sql: string, ...values: readonly SqlValue[]): number;
  get(sql: string, ...values: readonly SqlValue[]): SqlRow | null;
  all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[];
  /** Runs `work` in a transaction that takes the write lock first. Not nested. */
  write<T>(work: () => T): T;
  /** The same, but joins the transaction that is open. */
  join<T>(work: () => T): T;
  /** From now on `run`, `write` and `join` throw this. */
  refuseWrites(reason: AppError): void;
  /** From now on no statement changes the schema, a setting, or which files are attached. */
  lockDown(): void;
  close(): void;
}

interface ConnectionOptions {
  readonly readOnly: boolean;
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a database file (a URL carries options of SQLite). Nothing about its content is verified.
 * @throws HOME_UNWRITABLE, DATABASE_DAMAGED, HOME_IN_USE, DISK_FULL; RUNTIME_MISSING where SQLite is absent or too old
 */
export function openConnection(path: string | URL, { readOnly, busyTimeoutMs }: ConnectionOptions): Connection {
  const sqlite = requireSqlite();
  const database = guarded(
    () =>
      new sqlite.DatabaseSync(path, {
        readOnly,
        timeout: busyTimeoutMs ?? BUSY_TIMEOUT_MS,
        enableForeignKeyConstraints: true,
        enableDoubleQuotedStringLiterals: false,
        allowExtension: false,
      }),
  );
  return createConnection(database, sqlite.constants);
}

function createConnection(database: nodeSqlite.DatabaseSync, constants: Constants): Connection {
  const statements = new Map<string, nodeSqlite.StatementSync>();
  let refusal: AppError | null = null;

  function prepare(sql: string): nodeSqlite.StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  function requireWritable(): void {
    if (refusal !== null) throw new AppError(refusal.code, refusal.message, { hint: refusal.hint, cause: refusal });
  }

  function write<T>(work: () => T): T {
    requireWritable();
    if (database.isTransaction) throw storageError('INTERNAL', 'a transaction was begun inside another');
    guarded(() => prepare('BEGIN IMMEDIATE').run());
    try {
      const result = work();
      if (result instanceof Promise) throw storageError('INTERNAL', 'a transaction cannot wait for a promise');
      guarded(() => prepare('COMMIT').run());
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some failures (a full disk, for one).
      if (database.isTransaction) guarded(() => prepare('ROLLBACK').run());
      throw error;
    }
  }

  return {
    exec: (sql) => guarded(() => database.exec(sql)),
    run(sql, ...values) {
      requireWritable();
      return guarded(() => Number(prepare(sql).run(...values).changes));
    },
    get: (sql, ...values) => guarded(() => prepare(sql).get(...values) ?? null),
    all: (sql, ...values) => guarded(() => prepare(sql).all(...values)),
    write,
    join(work) {
      requireWritable();
      return database.isTransaction ? work() : write(work);
    },
    refuseWrites(reason) {
      refusal = reason;
    },
    lockDown() {
      database.enableDefensive(true);
      const allowed = allowedActions(constants);
      // `PRAGMA data_version` reads a counter, and takes no value.
      const isCounter = (action: number, name: string | null, value: string | null) =>
        action === constants.SQLITE_PRAGMA && name === 'data_version' && value === null;
      database.setAuthorizer((action, name, value) =>
        allowed.has(action) || isCounter(action, name, value) ? constants.SQLITE_OK : constants.SQLITE_DENY,
      );
    },
    close() {
      statements.clear();
      guarded(() => database.close());
    },
  };
}

type Sqlite = typeof nodeSqlite;
type Constants = Sqlite['constants'];

/** What a record needs. Everything else (schema, pragmas, attaching) was done when the home was opened. */
function allowedActions(constants: Constants): ReadonlySet<number> {
  return new Set([
    constants.SQLITE_SELECT,
    constants.SQLITE_READ,
    constants.SQLITE_INSERT,
    constants.SQLITE_UPDATE,
    constants.SQLITE_DELETE,
    constants.SQLITE_FUNCTION,
    constants.SQLITE_TRANSACTION,
  ]);
}

/** Loads SQLite when it is first needed, so that this file can be read by a runtime without it. @throws RUNTIME_MISSING */
export function requireSqlite(): Sqlite {
  // Typed as always there; a runtime older than Node 22.5 gives undefined.
  const sqlite: Sqlite | undefined = process.getBuiltinModule('node:sqlite');
  const version = process.versions['sqlite'] ?? 'none';
  if (sqlite !== undefined && isSupportedSqlite(version)) return sqlite;
  throw new AppError(
    'RUNTIME_MISSING',
    `SQLite ${MIN_SQLITE.join('.')} or newer is needed, this runtime has ${version}`,
    {
      hint: 'run "npm ci" in the project: it brings the Node.js that the app is made for',
    },
  );
}

/** Tells whether this release of SQLite may be trusted with a write-ahead log. */
export function isSupportedSqlite(version: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/u.exec(version)?.slice(1).map(Number);
  if (!parts) return false;
  for (const [at, least] of MIN_SQLITE.entries()) {
    const part = parts[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateSqliteError(error);
  }
}
