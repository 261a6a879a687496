import type { Key } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { keyCalendarText } from '../domain/key-calendar.ts';
import { keyTableText } from '../domain/key-table.ts';

/** A text for a file, with the name that is proposed for it. */
export interface KeyDocument {
  readonly fileName: string;
  readonly text: string;
}

/** Without it Excel takes UTF-8 for the code page of the machine, and a Ukrainian label cannot be read. */
const BYTE_ORDER_MARK = '\u{feff}';

/**
 * The public facts of keys as a file that is opened in a spreadsheet: CSV, and a byte-order mark before it. The terminal
 * writes the same without the mark, for programs.
 * @see RFC 4180
 */
export function keyTable(keys: readonly Key[]): KeyDocument {
  return { fileName: 'keys.csv', text: BYTE_ORDER_MARK + keyTableText(keys) };
}

/**
 * iCalendar of the instants at which keys end, with reminders 30, 7 and 1 days before.
 * @throws INPUT_INVALID where none of them ends
 * @see RFC 5545
 */
export function keyCalendar(keys: readonly Key[], now: number, language: Language = 'en'): KeyDocument {
  return { fileName: 'key-expiry.ics', text: keyCalendarText(keys, now, language) };
}
