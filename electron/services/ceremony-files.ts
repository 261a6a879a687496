import { AppError } from '../domain/errors.ts';

/** A file that a ceremony made for others: sealed, or public. */
export interface CeremonyFile {
  readonly fileName: string;
  readonly text: string;
}

/** The newest file of each ceremony, kept in memory until it is not needed any more. */
export interface CeremonyFiles {
  put(id: string, file: CeremonyFile): void;
  /** Whether it lies on a medium; `null`: there is none. */
  state(id: string): 'waiting' | 'saved' | null;
  /** @throws CEREMONY_OUT_OF_ORDER where there is none */
  take(id: string): CeremonyFile;
  /** This one, as it was taken, was written onto a medium. */
  noteSaved(id: string, file: CeremonyFile): void;
  /** What follows would make the file worthless, or the only copy of something. @throws CEREMONY_CHECK_FAILED where it was not written */
  requireSaved(id: string): void;
  forget(id: string): void;
}

/** Makes an empty store of files. */
export function createCeremonyFiles(): CeremonyFiles {
  const files = new Map<string, CeremonyFile>();
  const saved = new Set<string>();
  return {
    put(id, file) {
      files.set(id, file);
      saved.delete(id);
    },
    state: (id) => (files.has(id) ? (saved.has(id) ? 'saved' : 'waiting') : null),
    take(id) {
      const file = files.get(id);
      if (file === undefined) {
        throw new AppError('CEREMONY_OUT_OF_ORDER', 'there is no file to be saved now', {
          hint: 'it is made at its step, and kept until it was used',
        });
      }
      return file;
    },
    noteSaved(id, file) {
      if (files.get(id) === file) saved.add(id);
    },
    requireSaved(id) {
      if (saved.has(id)) return;
      throw new AppError(
        'CEREMONY_CHECK_FAILED',
        'the file has not been saved: without it this step would lose the key',
        {
          hint: 'save it onto its medium first, and look at it there',
        },
      );
    },
    forget(id) {
      files.delete(id);
      saved.delete(id);
    },
  };
}
