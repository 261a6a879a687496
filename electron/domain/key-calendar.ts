import type { Key } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { describeExpiryEvent } from '../../shared/text/notices.ts';
import { AppError } from './errors.ts';
import { canStillSign } from './expiry-step.ts';
import { calendarInstant, calendarText, calendarValue } from './icalendar.ts';

const ALARM_DAYS = [30, 7, 1];
const MINUTE_MS = 60_000;

/**
 * A calendar of the instants at which keys end that can still sign, each with reminders 30, 7 and 1 days before. A key
 * keeps its UID, and a later calendar takes the place of an earlier one. Public facts only.
 * @throws INPUT_INVALID where no key ends: a calendar without an event is none
 * @see RFC 5545 §3.4, §3.6.1, §3.6.6, §3.8.4.7
 */
export function keyCalendarText(keys: readonly Key[], now: number, language: Language): string {
  const events = keys.flatMap((key) => eventOf(key, now, language));
  if (events.length === 0) {
    throw new AppError('INPUT_INVALID', 'none of these keys has an expiry date and can still sign', {
      hint: 'give a key an expiry date first; a calendar without an entry would help nobody',
    });
  }
  return calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//DCM Key Manager//keys//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    'END:VCALENDAR',
  ]);
}

function eventOf(key: Key, now: number, language: Language): readonly string[] {
  if (key.expiresAt === null || !canStillSign(key.state)) return [];
  const { summary, description } = describeExpiryEvent(key, language);
  return [
    'BEGIN:VEVENT',
    `UID:${key.thumbprint}@dcm-key-manager`,
    `DTSTAMP:${calendarInstant(now)}`,
    // It only has to grow; seconds since 1970 would leave the integers of a calendar in 2038.
    `SEQUENCE:${String(Math.floor(now / MINUTE_MS))}`,
    `DTSTART:${calendarInstant(Date.parse(key.expiresAt))}`,
    `SUMMARY:${calendarValue(summary)}`,
    `DESCRIPTION:${calendarValue(description)}`,
    'TRANSP:TRANSPARENT',
    ...ALARM_DAYS.flatMap((days) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-P${String(days)}D`,
      `DESCRIPTION:${calendarValue(summary)}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}
