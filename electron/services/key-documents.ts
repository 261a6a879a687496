import type { Key } from '../../shared/model/key.ts';
import { AppError } from '../domain/errors.ts';

/** A text for a file, with the name that is proposed for it. */
export interface KeyDocument {
  readonly fileName: string;
  readonly text: string;
}

/** CSV of the public facts of keys (RFC 4180), safe to open in a spreadsheet. */
export function keyTable(_keys: readonly Key[]): KeyDocument {
  throw new AppError('INTERNAL', 'not built yet', { hint: '-' });
}

/** iCalendar of the days on which keys end, with reminders 30, 7 and 1 days before (RFC 5545). */
export function keyCalendar(_keys: readonly Key[], _now: number): KeyDocument {
  throw new AppError('INTERNAL', 'not built yet', { hint: '-' });
}
