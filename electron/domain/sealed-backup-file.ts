import type { SealedBackup } from '../../shared/model/backup.ts';
import { refused } from './sealed-backup.ts';
import { MAX_BACKUP_OCTETS, readBackupValue } from './sealed-backup-value.ts';
import { parseStrictObject } from './strict-json.ts';

/**
 * Reads the file of a backup. Its form is checked, and that its own parts do not contradict each other; that it is genuine
 * is known only when shares open it.
 * @throws BACKUP_REFUSED
 */
export function readBackupFile(bytes: Buffer): SealedBackup {
  if (bytes.length > MAX_BACKUP_OCTETS) throw refused('it is too large');
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok) throw refused(parsed.problem === 'duplicate' ? 'a member stands twice in it' : 'it is no backup');
  return readBackupValue(parsed.value);
}
