import { type SealedBackup, sealedBackupSchema } from '../../shared/model/backup.ts';
import type { JsonObject } from './strict-json.ts';
import { refused } from './sealed-backup.ts';

/** Larger files are no backups: a hundred keys with all that is known of them are less than a tenth of it. */
export const MAX_BACKUP_OCTETS = 8 * 1024 * 1024;

/** What a parsed file says, if it is a backup. Runs in a browser too. @throws BACKUP_REFUSED */
export function readBackupValue(value: JsonObject): SealedBackup {
  const { format, version } = value;
  if (format !== 'dcm-key-backup')
    throw refused('it is no backup', 'a backup is the file that was written with its shares');
  if (version !== 1) throw refused('it is of a version that is not known here', 'use the newest version of the app');
  const read = sealedBackupSchema.safeParse(value);
  if (!read.success) throw refused('it has not the members of a backup');
  const { threshold, shares, keys } = read.data;
  if (threshold > shares) throw refused('it says that more shares are needed than there are');
  if (new Set(keys.map(({ key }) => key.kid)).size !== keys.length) throw refused('a key stands twice in it');
  return read.data;
}
