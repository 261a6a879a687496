import type { BackupSet, DrillCertificate } from '../../../shared/model/backup-set.ts';
import type { TrustedMaker } from '../../../shared/model/bundle.ts';
import type { CaseItem } from '../../../shared/model/case.ts';
import type { CeremonyEntry } from '../../../shared/model/ceremony.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Key, KeyDescription, KeyState } from '../../../shared/model/key.ts';
import type { Access } from '../../../shared/model/access.ts';
import type { Adoption, Reconciliation } from '../../../shared/model/reconciliation.ts';
import type { Registration, RegistrationStep } from '../../../shared/model/registration.ts';
import type { Rotation } from '../../../shared/model/rotation.ts';
import type { Standby } from '../../../shared/model/standby.ts';
import type { Distrust, Sighting, WatchSpan } from '../../../shared/model/sighting.ts';
import type { Template } from '../../../shared/model/template.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import type { AuditRecords, ClockMeasureRecords, SignedRecords } from './store-trail.ts';
import type { KeychainIntents } from '../keychain/keychain.ts';

/** A key as the database keeps it: its public facts, and the name of its keychain entry (`null`: kept elsewhere). */
export interface KeyRecord extends Key {
  readonly keychainId: string | null;
  /** The state that a cancelled deletion goes back to. */
  readonly deleteFrom: KeyState | null;
  /** What the holder of a key kept elsewhere was asked to sign, and when; `null`: nothing is asked. */
  readonly possessionNonce: string | null;
  readonly possessionAskedAt: string | null;
}

/** One change of what people wrote about a key, so that it can be taken back. */
export interface KeyEdit {
  readonly id: number;
  readonly kid: string;
  readonly at: string;
  readonly before: KeyDescription;
  readonly after: KeyDescription;
  readonly undoneAt: string | null;
}

export interface RegistrationRecord extends Registration {
  readonly idempotencyKey: string;
}

export interface KeyRecords {
  list(): readonly KeyRecord[];
  /** Exact comparison, byte for byte. */
  get(kid: string): KeyRecord | null;
  byThumbprint(thumbprint: string): KeyRecord | null;
  /** Keys that name this kid as the one they take the place of, oldest first. */
  successorsOf(kid: string): readonly KeyRecord[];
  insert(key: KeyRecord): void;
  update(key: KeyRecord): void;
}

export interface KeyEditRecords {
  /** The newest edit of a key that still stands. */
  latest(kid: string): KeyEdit | null;
  insert(edit: Omit<KeyEdit, 'id' | 'undoneAt'>): void;
  markUndone(edit: KeyEdit, at: string): void;
}

export interface EnvironmentRecords {
  list(): readonly Environment[];
  get(name: string): Environment | null;
  insert(environment: Environment): void;
  update(environment: Environment): void;
  remove(name: string): void;
}

export interface RegistrationRecords {
  list(): readonly RegistrationRecord[];
  get(env: string, kid: string): RegistrationRecord | null;
  put(registration: RegistrationRecord): void;
}

export interface RegistrationStepRecords {
  /** Oldest first. */
  list(env: string, kid: string): readonly RegistrationStep[];
  insert(step: Omit<RegistrationStep, 'id'>): void;
}

export interface AccessRecords {
  get(env: string): Access | null;
  put(access: Access): void;
}

export interface ReconciliationRecords {
  get(env: string): Reconciliation | null;
  put(report: Reconciliation): void;
}

export interface AdoptionRecords {
  list(env: string): readonly Adoption[];
  put(adoption: Adoption): void;
}

export interface RotationRecords {
  /** Newest first. */
  list(): readonly Rotation[];
  get(id: string): Rotation | null;
  put(rotation: Rotation): void;
}

export interface SightingRecords {
  /** Those of one environment, by their ends, oldest first. */
  list(env: string): readonly Sighting[];
  insert(sighting: Omit<Sighting, 'id'>): Sighting;
  extend(sighting: Sighting, lastAt: string): void;
}

export interface WatchSpanRecords {
  /** Oldest first. */
  list(env: string): readonly WatchSpan[];
  insert(span: Omit<WatchSpan, 'id'>): WatchSpan;
  extend(span: WatchSpan, to: string): void;
}

export interface DistrustRecords {
  /** Those that stand. */
  list(): readonly Distrust[];
  /** One that stands. */
  get(env: string, kid: string): Distrust | null;
  lifted(): readonly Distrust[];
  put(distrust: Distrust): void;
}

export interface TrustedMakerRecords {
  /** Those that stand, and those that ended. */
  list(): readonly TrustedMaker[];
  get(fingerprint: string): TrustedMaker | null;
  put(maker: TrustedMaker): void;
}

export interface StandbyRecords {
  /** Those that are sealed, and those that were drawn or deleted; by the time of their sealing. */
  list(): readonly Standby[];
  get(kid: string): Standby | null;
  put(standby: Standby): void;
}

export interface BackupSetRecords {
  /** Newest first. */
  list(): readonly BackupSet[];
  get(id: string): BackupSet | null;
  put(set: BackupSet): void;
  /** Digest of a share as it was made; `null`: none was kept. */
  shareDigest(setId: string, number: number): string | null;
  /** Once for each share. */
  keepShareDigest(setId: string, number: number, digest: string): void;
}

export interface BackupDrillRecords {
  /** Those of one set, newest first. */
  list(setId: string): readonly DrillCertificate[];
  insert(certificate: DrillCertificate): void;
}

/** What there is of a case beside its entries. */
export interface CaseRecord {
  readonly id: string;
  /** Key of the pseudonyms in its reports, hex. It never leaves the home; who has the home has the names as well. */
  readonly salt: string;
}

export interface CaseRecords {
  /** By their numbers. */
  list(): readonly CaseRecord[];
  get(id: string): CaseRecord | null;
  insert(record: CaseRecord): void;
  /** Oldest first. */
  items(id: string): readonly CaseItem[];
  addItem(item: CaseItem): void;
  /** The bytes of a set of keys that is in no archive (SHA-256, hex). */
  setBytes(sha256: string): Buffer | null;
  keepSet(sha256: string, bytes: Buffer): void;
}

/** What there is of a ceremony beside its transcript. */
export interface CeremonyRecord {
  readonly id: string;
  /** The exact text of its script. */
  readonly script: string;
}

export interface CeremonyRecords {
  /** By their numbers. */
  list(): readonly CeremonyRecord[];
  get(id: string): CeremonyRecord | null;
  insert(record: CeremonyRecord): void;
  /** Oldest first. */
  entries(id: string): readonly CeremonyEntry[];
  addEntry(entry: CeremonyEntry): void;
}

export interface SnapshotRecords {
  /** Newest first. */
  list(): readonly Snapshot[];
  get(id: number): Snapshot | null;
  /** The snapshot of an environment with exactly these bytes (SHA-256, hex). */
  byContent(env: string, sha256: string): Snapshot | null;
  /** The exact bytes that were fetched or imported. */
  bytes(id: number): Buffer | null;
  insert(snapshot: Omit<Snapshot, 'id'>, bytes: Buffer): Snapshot;
}

export interface TemplateRecords {
  /** By name. */
  list(): readonly Template[];
  get(name: string): Template | null;
  put(template: Template): void;
  remove(name: string): void;
}

/** Small facts about the home: one text value per name. */
export interface HomeFacts {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/**
 * Everything of a home that is not secret, in one SQLite database. Calls are synchronous.
 * Failures are AppErrors: DATABASE_DAMAGED, HOME_UNWRITABLE, HOME_IN_USE, DISK_FULL.
 */
export interface Store {
  /** `false`: the home can only be read (medium, permissions); every write throws HOME_UNWRITABLE, or DISK_FULL where that is why. */
  readonly isWritable: boolean;
  readonly keys: KeyRecords;
  readonly keyEdits: KeyEditRecords;
  readonly environments: EnvironmentRecords;
  readonly access: AccessRecords;
  readonly registrations: RegistrationRecords;
  readonly registrationSteps: RegistrationStepRecords;
  readonly reconciliations: ReconciliationRecords;
  readonly adoptions: AdoptionRecords;
  readonly rotations: RotationRecords;
  readonly snapshots: SnapshotRecords;
  readonly sightings: SightingRecords;
  readonly watchSpans: WatchSpanRecords;
  readonly distrusts: DistrustRecords;
  readonly trustedMakers: TrustedMakerRecords;
  readonly standbys: StandbyRecords;
  readonly backupSets: BackupSetRecords;
  readonly backupDrills: BackupDrillRecords;
  readonly cases: CaseRecords;
  readonly ceremonies: CeremonyRecords;
  readonly signed: SignedRecords;
  readonly clockMeasures: ClockMeasureRecords;
  readonly templates: TemplateRecords;
  readonly audit: AuditRecords;
  readonly facts: HomeFacts;
  readonly intents: KeychainIntents;
  /** Runs `work` in one durable transaction (write lock taken first, waiting up to 5 s). All of it, or nothing. Not nested. */
  write<T>(work: () => T): T;
  close(): void;
}
