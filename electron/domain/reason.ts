import { AppError } from './errors.ts';
import { requireFreeText } from './free-text.ts';

const MAX_CHARACTERS = 1024;

/** Gives back the reason of an act, which is never left out. @throws INPUT_INVALID, DATA_CLASS_REFUSED */
export function requireReason(reason: string): string {
  if (reason.length > MAX_CHARACTERS) {
    throw new AppError('INPUT_INVALID', `the reason is longer than ${String(MAX_CHARACTERS)} characters`, {
      hint: 'say it in a few words, and name the ticket where the rest stands',
    });
  }
  if (reason.trim() !== '') return requireFreeText(reason);
  throw new AppError('INPUT_INVALID', 'a reason is missing', {
    hint: 'say why, and who decided it: it is kept in the audit trail',
  });
}
