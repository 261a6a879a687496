import { refused } from '../electron/domain/sealed-backup.ts';
import { MAX_BACKUP_OCTETS, readBackupValue } from '../electron/domain/sealed-backup-value.ts';
import type { SealedBackup } from '../shared/model/backup.ts';

/**
 * Reads a backup file as the app does. A member that stands twice is not looked for: of two the last counts, and the tag vouches
 * for what counts.
 * @throws BACKUP_REFUSED
 */
export function readBackupOctets(octets: Uint8Array): SealedBackup {
  if (octets.length > MAX_BACKUP_OCTETS) throw refused('it is too large');
  const value = parsed(octets);
  if (typeof value !== 'object' || value === null) throw refused('it is no backup');
  return readBackupValue({ ...value });
}

function parsed(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch (cause) {
    // Damaged text, or text that is no JSON.
    if (cause instanceof TypeError || cause instanceof SyntaxError) throw refused('it is no backup');
    throw cause;
  }
}
