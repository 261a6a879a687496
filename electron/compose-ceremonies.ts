import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { VERSION } from '../shared/version.ts';
import { tryProcessLock } from './adapters/sqlite/process-lock.ts';
import type { Store } from './adapters/sqlite/store.ts';
import type { Clock } from './domain/clock.ts';
import type { BackupDrills } from './services/backup-drills.ts';
import type { BackupSets } from './services/backup-sets.ts';
import type { Backups } from './services/backups.ts';
import type { AuditTrail } from './services/audit-trail.ts';
import { type CeremonyMachine, createCeremonyActs } from './services/ceremony-acts.ts';
import { createCeremonyCarryActs } from './services/ceremony-carry-acts.ts';
import { createCeremonyFiles } from './services/ceremony-files.ts';
import { createCeremonyKeyActs } from './services/ceremony-key-acts.ts';
import { createCeremonyProps, type RehearsalMeans } from './services/ceremony-props.ts';
import { createCeremonyShareActs } from './services/ceremony-share-acts.ts';
import { type Ceremonies, createCeremonies } from './services/ceremonies.ts';
import { createCeremonyLog } from './services/ceremony-log.ts';
import { type CeremonyPapers, createCeremonyPapers } from './services/ceremony-papers.ts';
import type { Bundles } from './services/bundles.ts';
import type { CarriedRegistrations } from './services/carried-registrations.ts';
import type { DcmChecks } from './services/dcm-checks.ts';
import type { Deliveries } from './services/deliveries.ts';
import type { ClockGuard } from './services/clock-guard.ts';
import type { KeyLife } from './services/key-life.ts';
import type { KeyDetails } from './services/key-details.ts';
import type { Keys } from './services/keys.ts';
import type { Registrations } from './services/registrations.ts';
import type { PolicyInForce } from './services/policy.ts';
import type { Session } from './services/session.ts';
import type { Standbys } from './services/standbys.ts';
import type { Proofs } from './services/proofs.ts';

interface Given {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly keyLife: KeyLife;
  readonly policy: PolicyInForce;
  readonly standbys: Standbys;
  readonly backups: Backups;
  readonly backupSets: BackupSets;
  readonly backupDrills: BackupDrills;
  readonly bundles: Bundles;
  readonly carriedRegistrations: CarriedRegistrations;
  readonly registrations: Registrations;
  readonly dcmChecks: DcmChecks;
  readonly deliveries: Deliveries;
  readonly keyDetails: KeyDetails;
  readonly clockGuard: ClockGuard;
  readonly proofs: Proofs;
  readonly session: Session;
  readonly isOnline: () => boolean;
  /** `null`: these are real. */
  readonly rehearsal: RehearsalMeans | null;
}

/** Wires the ceremonies of one home. */
export function composeCeremonies(
  path: string,
  given: Given,
): {
  readonly ceremonies: Ceremonies;
  readonly ceremonyPapers: CeremonyPapers;
} {
  const machine = thisMachine(given.isOnline);
  const log = createCeremonyLog({ ...given, tryTurn: () => tryProcessLock(path, 'ceremony.lock') });
  const within = { ...given, files: createCeremonyFiles() };
  const shareActs = createCeremonyShareActs(within);
  given.session.onLock(() => {
    for (const id of shareActs.dropAllGiven()) log.interrupt(id);
  });
  const carryActs = createCeremonyCarryActs(within);
  const acts = createCeremonyActs({ ...within, machine, shareActs, carryActs, keyActs: createCeremonyKeyActs(within) });
  const { rehearsal } = given;
  const props = rehearsal === null ? null : createCeremonyProps({ ...given, rehearsal });
  const ceremonies = createCeremonies({ ...given, log, acts, machine, props, appVersion: VERSION });
  return { ceremonies, ceremonyPapers: createCeremonyPapers({ ...given, log, ceremonies }) };
}

function thisMachine(isOnline: () => boolean): CeremonyMachine {
  const appPath = packagedApp() ?? process.argv[1] ?? process.execPath;
  return {
    // Node lists an interface only while it is up and has an address.
    upInterfaces: () =>
      Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
        addresses?.some(({ internal }) => !internal) === true ? [name] : [],
      ),
    isOnline,
    platform: process.platform,
    version: VERSION,
    appPath,
    appReports() {
      try {
        return createHash('sha256')
          .update(withoutAsar(() => readFileSync(appPath)))
          .digest('hex');
      } catch {
        // A folder, or nothing that can be read: then the app says nothing of itself.
        return null;
      }
    },
  };
}

/** The archive that holds the whole of an installed app; `null`: it runs from its source, or in a terminal. */
function packagedApp(): string | null {
  const { resourcesPath } = process as { resourcesPath?: string };
  const archive = resourcesPath === undefined ? null : join(resourcesPath, 'app.asar');
  // Electron shows the archive as a folder, unless it is asked not to.
  return archive !== null && withoutAsar(() => existsSync(archive)) ? archive : null;
}

/** Reads files as the operating system has them, in Electron too. */
function withoutAsar<T>(read: () => T): T {
  const electron = process as { noAsar?: boolean };
  const before = electron.noAsar;
  electron.noAsar = true;
  try {
    return read();
  } finally {
    if (before === undefined) delete electron.noAsar;
    else electron.noAsar = before;
  }
}
