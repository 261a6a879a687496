import type { backupContract } from '../../shared/ipc/backup-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about backups. */
export function createBackupHandlers({ home }: Pick<Services, 'home'>): Pick<Handlers, keyof typeof backupContract> {
  return { 'backup.list': () => [...home.backupSets.list()] };
}
