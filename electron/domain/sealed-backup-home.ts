import type { SealedBackup } from '../../shared/model/backup.ts';
import { AppError } from './errors.ts';

type HomeKind = 'practice' | 'real' | null;

/**
 * Keys that are thrown away and keys that speak for the bank never meet in one home: shares of the first are shown openly, and
 * of a rehearsal's home everybody knows the passphrase. Files of before could call real keys a rehearsal: what they are locked to says it.
 */
export function isThrowAway({
  isRehearsal,
  environments,
}: Pick<SealedBackup, 'isRehearsal' | 'environments'>): boolean {
  return isRehearsal && !environments.some(({ kind }) => kind !== 'practice');
}

/** Refuses a backup that is not of the kind of the home into which it is to be restored. @throws HOME_KIND_MIXED */
export function requireHomeToRestore(file: SealedBackup, home: HomeKind): void {
  requireHomeToDrill(file, home);
  if (home !== null || !isThrowAway(file) || file.environments.length > 0) return;
  throw new AppError(
    'HOME_KIND_MIXED',
    'this backup is of a rehearsal, and nobody has said yet what this home is for',
    {
      hint: 'start the practice environment in this home first, or bring the backup of the real keys',
    },
  );
}

/** The same for opening it without keeping anything. @throws HOME_KIND_MIXED */
export function requireHomeToDrill(file: SealedBackup, home: HomeKind): void {
  if (home === null || isThrowAway(file) === (home === 'practice')) return;
  const [own, other] =
    home === 'practice' ? ['practises', 'real keys'] : ['holds real keys', 'a rehearsal: its keys are worth nothing'];
  throw new AppError('HOME_KIND_MIXED', `this home ${own}, and the backup is of ${other}`, {
    hint: 'use a home of its own kind, and never type shares of real keys where somebody practises',
  });
}
