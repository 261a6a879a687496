import { AppError } from './errors.ts';

/** Gives back the reason of an act, which is never left out. @throws INPUT_INVALID */
export function requireReason(reason: string): string {
  if (reason.trim() !== '') return reason;
  throw new AppError('INPUT_INVALID', 'a reason is missing', {
    hint: 'say why, and who decided it: it is kept in the audit trail',
  });
}
