import type { PracticeApi } from '../adapters/http/dcm-api.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { AccessWays } from './access.ts';
import type { AuditExport } from './audit-export.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { BackupDrills } from './backup-drills.ts';
import type { BackupRestores } from './backup-restores.ts';
import type { BackupSets } from './backup-sets.ts';
import type { Backups } from './backups.ts';
import type { Bundles } from './bundles.ts';
import type { CarriedRegistrations } from './carried-registrations.ts';
import type { CaseExports } from './case-exports.ts';
import type { CaseReports } from './case-reports.ts';
import type { Cases } from './cases.ts';
import type { Ceremonies } from './ceremonies.ts';
import type { CeremonyPapers } from './ceremony-papers.ts';
import type { ClockGuard } from './clock-guard.ts';
import type { DcmChecks } from './dcm-checks.ts';
import type { Deliveries } from './deliveries.ts';
import type { DistrustedKeys } from './distrust.ts';
import type { Environments } from './environments.ts';
import type { JwksArchive } from './jwks-archive.ts';
import type { Examination } from './examination.ts';
import type { KeyAvailability } from './key-availability.ts';
import type { KeyDetails } from './key-details.ts';
import type { KeyImport } from './key-import.ts';
import type { KeyLife } from './key-life.ts';
import type { Keys } from './keys.ts';
import type { Possession } from './possession.ts';
import type { PolicyInForce } from './policy.ts';
import type { Passports } from './passports.ts';
import type { Reconciliations } from './reconciliations.ts';
import type { Registrations } from './registrations.ts';
import type { Rotations } from './rotations.ts';
import type { Scans } from './scans.ts';
import type { Session } from './session.ts';
import type { Signing } from './signing.ts';
import type { SigningHistory } from './signing-history.ts';
import type { ShareChecks } from './share-checks.ts';
import type { Standbys } from './standbys.ts';
import type { Templates } from './templates.ts';
import type { TokenChecks } from './token-checks.ts';
import type { TrailSeal } from './trail-seal.ts';
import type { TrustedMakers } from './trusted-makers.ts';

/** One open home: every service that works on it. Wired in compose.ts, used by the doors. */
export interface Home {
  readonly path: string;
  readonly store: Store;
  readonly policy: PolicyInForce;
  readonly session: Session;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly auditExport: AuditExport;
  readonly passports: Passports;
  readonly environments: Environments;
  readonly access: AccessWays;
  readonly keys: Keys;
  readonly keyImport: KeyImport;
  readonly keyLife: KeyLife;
  readonly keyDetails: KeyDetails;
  readonly keyAvailability: KeyAvailability;
  readonly possession: Possession;
  readonly standbys: Standbys;
  readonly backups: Backups;
  readonly backupSets: BackupSets;
  readonly backupRestores: BackupRestores;
  readonly backupDrills: BackupDrills;
  readonly shareChecks: ShareChecks;
  readonly examination: Examination;
  readonly clockGuard: ClockGuard;
  readonly templates: Templates;
  readonly signing: Signing;
  readonly signingHistory: SigningHistory;
  readonly registrations: Registrations;
  readonly dcmChecks: DcmChecks;
  readonly reconciliations: Reconciliations;
  readonly rotations: Rotations;
  readonly archive: JwksArchive;
  readonly archiveHistory: ArchiveHistory;
  readonly distrustedKeys: DistrustedKeys;
  readonly cases: Cases;
  readonly ceremonies: Ceremonies;
  readonly ceremonyPapers: CeremonyPapers;
  readonly caseExports: CaseExports;
  readonly caseReports: CaseReports;
  readonly makers: TrustedMakers;
  readonly bundles: Bundles;
  readonly carriedRegistrations: CarriedRegistrations;
  readonly deliveries: Deliveries;
  readonly tokenChecks: TokenChecks;
  readonly scans: Scans;
  readonly practice: PracticeApi;
  close(): Promise<void>;
}

/** The environment that a window makes for its own practice DCM. */
export const PRACTICE_ENVIRONMENT = 'practice';

/** The practice DCM, as the doors use it. */
export interface PracticeServer {
  readonly baseUrl: string;
  readonly counterpartyGuid: string;
  readonly dcmKid: string;
  stop(): Promise<void>;
}

/** Starts a practice DCM on loopback. @throws PORT_UNAVAILABLE */
export type StartPractice = (options: { readonly port: number }) => Promise<PracticeServer>;
