import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventHash } from '../../domain/audit-chain.ts';
import { AppError } from '../../domain/errors.ts';
import { createTrustedMakerRecords } from './maker-records.ts';
import { createDistrustRecords, createSightingRecords, createWatchSpanRecords } from './archive-records.ts';
import { createAuditRecords, readEventRow } from './audit-records.ts';
import { createBackupDrillRecords, createBackupSetRecords } from './backup-records.ts';
import { createCaseRecords } from './case-records.ts';
import { createCeremonyRecords } from './ceremony-records.ts';
import { BUSY_TIMEOUT_MS, type Connection, openConnection, requireSqlite } from './connection.ts';
import {
  createAccessRecords,
  createAdoptionRecords,
  createReconciliationRecords,
  createRegistrationStepRecords,
  createRotationRecords,
} from './dcm-records.ts';
import { createEnvironmentRecords } from './environment-records.ts';
import { createFactRecords } from './fact-records.ts';
import {
  createWhole,
  hasDatabase,
  type HomeFiles,
  isWritablePlace,
  makePrivateFiles,
  makePrivateFolder,
  requirePlausibleFiles,
  sizeOf,
} from './home-files.ts';
import { createIntentRecords } from './intent-records.ts';
import { createKeyEditRecords } from './key-edit-records.ts';
import { createKeyRecords } from './key-records.ts';
import { migrate, requireOwnSchema, schemaVersion } from './migrations.ts';
import { makeReadingCopy } from './reading-copy.ts';
import { createRegistrationRecords } from './registration-records.ts';
import { SCHEMA_STEPS } from './schema-steps.ts';
import { applySettings } from './settings.ts';
import { createClockMeasureRecords } from './clock-records.ts';
import { createSignedRecords } from './signed-records.ts';
import { createSnapshotRecords } from './snapshot-records.ts';
import { createStandbyRecords } from './standby-records.ts';
import { damaged, storageError } from './sqlite-errors.ts';
import { createTemplateRecords } from './template-records.ts';
import type { Store } from './store.ts';

export interface OpenStoreOptions {
  /** The home. */
  readonly folder: string;
  readonly databaseFile?: string;
  /** `false`: where there is no home, none is made, and the answer is `null`. */
  readonly createIfMissing?: boolean;
  /** How long a write waits for other processes. */
  readonly busyTimeoutMs?: number;
}

/** Databases that this process has open, by path. */
const openHere = new Map<string, number>();

/**
 * Opens the database of a home, and makes it where there is none. Its schema and the structure of its pages have been
 * verified, the trail in it has not. A home that can't be written is opened for reading; a damaged one is refused, and
 * stays byte for byte as it was found.
 * @returns `null` only where there is no home and none was to be made
 * @throws DATABASE_DAMAGED, HOME_UNWRITABLE, HOME_IN_USE, DISK_FULL, RUNTIME_MISSING
 */
export function openStore(options: OpenStoreOptions): Store | null {
  const { folder, databaseFile = 'dcm-keys.db', createIfMissing = true, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  requireSqlite();
  const files = { folder, database: join(folder, databaseFile) };
  if (!hasDatabase(files)) {
    if (!createIfMissing) return null;
    makePrivateFolder(folder);
    createWhole(files, buildDatabase);
  }
  requirePlausibleFiles(files);
  if (!isWritablePlace(files)) return openForReading(files, storageError('HOME_UNWRITABLE'));
  try {
    return openForWriting(files, busyTimeoutMs);
  } catch (error) {
    // Permissions promised more than the medium keeps (read-only mount, full disk): judging still goes on.
    if (error instanceof AppError && (error.code === 'HOME_UNWRITABLE' || error.code === 'DISK_FULL')) {
      return openForReading(files, error);
    }
    throw error;
  }
}

function buildDatabase(path: string): void {
  const connection = openConnection(path, { readOnly: false });
  try {
    migrate(connection);
    applySettings(connection);
  } finally {
    connection.close();
  }
}

function openForWriting(files: HomeFiles, busyTimeoutMs: number): Store {
  makePrivateFiles(files);
  inspect(files, busyTimeoutMs);
  const connection = openConnection(files.database, { readOnly: false, busyTimeoutMs });
  try {
    applySettings(connection);
    migrate(connection);
    connection.lockDown();
    return assembleStore(connection, { isWritable: true, path: files.database, onClose: () => undefined });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Verifies a database through a connection that can't write. Only such a one leaves the files alone when it closes:
 * a writing one would carry a foreign or damaged -wal into the database.
 */
function inspect(files: HomeFiles, busyTimeoutMs: number): void {
  const checkpointed = headWithoutWal(files);
  const connection = openConnection(files.database, { readOnly: true, busyTimeoutMs });
  try {
    requireWholePages(files, connection);
    requireOwnSchema(connection);
    if (checkpointed === null) return;
    const row = connection.get('SELECT hash FROM audit_events WHERE seq = ?', checkpointed.seq);
    if (row?.['hash'] !== checkpointed.hash) throw damaged('the -wal file beside the database is not its own');
  } finally {
    connection.close();
  }
}

/** SQLite fills a last page that is cut with zeros. Only a -wal, which has that page again, excuses it. */
function requireWholePages({ database }: HomeFiles, connection: Connection): void {
  const pageSize = Number(connection.get('PRAGMA page_size')?.['page_size']);
  const hasWal = (sizeOf(`${database}-wal`) ?? 0) > 0;
  if (!hasWal && (sizeOf(database) ?? 0) % pageSize !== 0) throw damaged('the end of the database is missing');
}

/**
 * Gives the last event of the trail that lies in the database file itself, without its -wal. A -wal only ever adds
 * events, so one that makes this event disappear belongs to another day or another database.
 * @returns `null` where there is no -wal, or nothing can be said
 */
function headWithoutWal({ database }: HomeFiles): { readonly seq: number; readonly hash: string } | null {
  // The connection below takes no locks, and closing it would drop those that this process holds on the same file.
  if ((sizeOf(`${database}-wal`) ?? 0) === 0 || openHere.has(database)) return null;
  let connection: Connection | null = null;
  try {
    connection = openConnection(immutable(database), { readOnly: true });
    const row = connection.get('SELECT seq, event, hash FROM audit_events ORDER BY seq DESC LIMIT 1');
    const event = row === null ? null : readEventRow(row);
    return event !== null && eventHash(event) === event.hash ? { seq: event.seq, hash: event.hash } : null;
  } catch (error) {
    // Half of a checkpoint was seen, or pages that only the -wal mends: the inspection that follows decides.
    if (error instanceof AppError) return null;
    throw error;
  } finally {
    connection?.close();
  }
}

function openForReading(files: HomeFiles, reason: AppError): Store {
  const needsCopy = (sizeOf(`${files.database}-wal`) ?? 0) > 0;
  return (needsCopy ? null : openImmutable(files, reason)) ?? openCopy(files, reason);
}

/** Reads a database in its place, as nothing can change it. @returns `null` where its schema is older than ours */
function openImmutable(files: HomeFiles, reason: AppError): Store | null {
  const connection = openConnection(immutable(files.database), { readOnly: true });
  try {
    requireWholePages(files, connection);
    requireOwnSchema(connection);
    if (schemaVersion(connection) === SCHEMA_STEPS.length) {
      connection.refuseWrites(reason);
      connection.lockDown();
      return assembleStore(connection, { isWritable: false, path: files.database, onClose: () => undefined });
    }
  } catch (error) {
    connection.close();
    throw error;
  }
  connection.close();
  return null;
}

function openCopy(files: HomeFiles, reason: AppError): Store {
  const copy = makeReadingCopy(files);
  try {
    inspect(copy.files, BUSY_TIMEOUT_MS);
    const connection = openConnection(copy.files.database, { readOnly: false });
    try {
      applySettings(connection);
      migrate(connection);
      connection.refuseWrites(reason);
      connection.lockDown();
      return assembleStore(connection, { isWritable: false, path: copy.files.database, onClose: copy.erase });
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    copy.erase();
    throw error;
  }
}

interface StoreFrame {
  readonly isWritable: boolean;
  readonly path: string;
  readonly onClose: () => void;
}

function assembleStore(connection: Connection, { isWritable, path, onClose }: StoreFrame): Store {
  openHere.set(path, (openHere.get(path) ?? 0) + 1);
  let isOpen = true;
  return {
    isWritable,
    keys: createKeyRecords(connection),
    keyEdits: createKeyEditRecords(connection),
    environments: createEnvironmentRecords(connection),
    access: createAccessRecords(connection),
    registrations: createRegistrationRecords(connection),
    registrationSteps: createRegistrationStepRecords(connection),
    reconciliations: createReconciliationRecords(connection),
    adoptions: createAdoptionRecords(connection),
    rotations: createRotationRecords(connection),
    snapshots: createSnapshotRecords(connection),
    sightings: createSightingRecords(connection),
    watchSpans: createWatchSpanRecords(connection),
    distrusts: createDistrustRecords(connection),
    trustedMakers: createTrustedMakerRecords(connection),
    standbys: createStandbyRecords(connection),
    backupSets: createBackupSetRecords(connection),
    backupDrills: createBackupDrillRecords(connection),
    cases: createCaseRecords(connection),
    ceremonies: createCeremonyRecords(connection),
    signed: createSignedRecords(connection),
    clockMeasures: createClockMeasureRecords(connection),
    templates: createTemplateRecords(connection),
    audit: createAuditRecords(connection),
    facts: createFactRecords(connection),
    intents: createIntentRecords(connection),
    write: (work) => connection.write(work),
    close() {
      if (!isOpen) return;
      isOpen = false;
      const left = (openHere.get(path) ?? 1) - 1;
      if (left > 0) openHere.set(path, left);
      else openHere.delete(path);
      connection.close();
      onClose();
    },
  };
}

/** Names a database that nobody writes: SQLite then takes no locks and puts no files beside it. */
function immutable(path: string): URL {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return url;
}
