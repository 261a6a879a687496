import { readTypedUtc } from './typed-time.ts';

const SECONDS = /^\d{9,10}(?:\.\d{1,9})?$/u;
const MILLISECONDS = /^\d{12,13}$/u;
/** Date and time of a log line, with the zone that it names; a comma before the fraction is how some loggers write. */
const STAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/u;

/**
 * An instant as it is typed or copied from a log line: a date with time (UTC where no zone is named), or seconds or
 * milliseconds since 1970. `null` for anything else: a time that could be read in two ways is not guessed.
 */
export function readTypedInstant(text: string): string | null {
  const typed = text.trim().replace(/^\[(.*)\]$/u, '$1');
  if (SECONDS.test(typed)) return isoOf(Number(typed) * 1000);
  if (MILLISECONDS.test(typed)) return isoOf(Number(typed));
  const [, day, time, fraction = '0', zone = 'Z'] = STAMP.exec(typed) ?? [];
  if (day === undefined || time === undefined) return readTypedUtc(typed);
  const offset = /^[+-]/u.test(zone) ? zone.replace(/^(...):?(..)$/u, '$1:$2') : 'Z';
  return isoOf(Date.parse(`${day}T${time}.${fraction.slice(0, 3)}${offset}`));
}

function isoOf(ms: number): string | null {
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
