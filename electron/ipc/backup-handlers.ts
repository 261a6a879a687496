import type { backupContract } from '../../shared/ipc/backup-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about backups. */
export function createBackupHandlers({
  home,
  changing,
}: Pick<Services, 'home' | 'changing'>): Pick<Handlers, keyof typeof backupContract> {
  return {
    'backup.list': () => [...home.backupSets.list()],
    'backup.checkShare': ({ text, set }) => changing(home.shareChecks.check(text, set)),
  };
}
