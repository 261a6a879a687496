import { existsSync, writeFileSync } from 'node:fs';
import { AppError } from '../domain/errors.ts';

/** Writes a file that only its owner reads, never over an existing one. @throws INPUT_INVALID, FILE_UNREADABLE */
export function writeNewFile(path: string, text: string): void {
  const exists = () =>
    new AppError('INPUT_INVALID', `"${path}" exists already`, { hint: 'choose another name: nothing is overwritten' });
  if (existsSync(path)) throw exists();
  try {
    writeFileSync(path, text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `"${path}" cannot be written`, {
      hint: 'check the folder, and that there is room on the disk',
      cause,
    });
  }
}
