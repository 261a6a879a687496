import { z } from 'zod';
import { backupSetSchema } from '../model/backup-set.ts';

/** What the page can ask about backups. No share ever passes here. */
export const backupContract = {
  /** The sets of this home and their custodians, newest first. */
  'backup.list': { input: z.strictObject({}), output: z.array(backupSetSchema) },
};
