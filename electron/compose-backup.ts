import { shamirSplitting } from './adapters/crypto/shamir-splitting.ts';
import { tryProcessLock } from './adapters/sqlite/process-lock.ts';
import { type BackupDrills, createBackupDrills } from './services/backup-drills.ts';
import { type BackupRestores, createBackupRestores } from './services/backup-restores.ts';
import { type BackupSets, createBackupSets } from './services/backup-sets.ts';
import { createShareChecks, type ShareChecks } from './services/share-checks.ts';
import { type Backups, createBackups } from './services/backups.ts';

type Given<T> = T extends (dependencies: infer D) => unknown ? D : never;
type Wanted = Omit<
  Given<typeof createBackups> &
    Given<typeof createBackupSets> &
    Given<typeof createBackupRestores> &
    Given<typeof createBackupDrills>,
  'sets' | 'library' | 'tryTurn'
>;

/** Wires the backups of one home. */
export function composeBackups(
  path: string,
  dependencies: Wanted,
): {
  readonly backups: Backups;
  readonly backupSets: BackupSets;
  readonly backupRestores: BackupRestores;
  readonly backupDrills: BackupDrills;
  readonly shareChecks: ShareChecks;
} {
  const sets = createBackupSets({ ...dependencies, tryTurn: () => tryProcessLock(path, 'backup.lock') });
  const all = { ...dependencies, sets, library: shamirSplitting };
  return {
    backups: createBackups(all),
    backupSets: sets,
    backupRestores: createBackupRestores(all),
    backupDrills: createBackupDrills(all),
    shareChecks: createShareChecks(all),
  };
}
