import type { ZoneOffset } from './scan-zone.ts';

/** When a line of a log was written; `zoneless`: it says a time, but not where, and nobody has said it either. */
export type Stamp = number | 'zoneless' | null;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** ISO 8601 and what looks like it; "," before the fraction as log4j writes it. */
const ISO =
  /(?<![\dA-Za-z])(?<year>20\d{2})[-/](?<month>0[1-9]|1[0-2])[-/](?<day>0[1-9]|[12]\d|3[01])[T _](?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d|60)(?:[.,](?<fraction>\d{1,9}))?)?(?: ?(?<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?(?![\d])/iu;
/** The common log format of web servers. */
const COMMON_LOG =
  /(?<day>0[1-9]|[12]\d|3[01])\/(?<name>[A-Za-z]{3})\/(?<year>20\d{2}):(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d):(?<second>[0-5]\d|60) (?<zone>[+-]\d{4})/u;
/** Seconds or milliseconds since 1970 in a member of JSON that says that it is a time. */
const MEMBER =
  /\\{0,3}"(?:@?timestamp|ts|time|t|datetime|eventTime|date)\\{0,3}"\s*:\s*(?<number>\d{10}(?:\d{3})?)(?:\.(?<fraction>\d{1,9}))?(?=\s*[,}])/iu;
const AT_START = /^\[?(?<number>\d{10}(?:\d{3})?)(?:\.(?<fraction>\d{1,9}))?\]?[\s,;|]/u;
/** 2000 to 2100: other numbers are no times of a log. */
const [FIRST, LAST] = [946_684_800_000, 4_102_444_800_000];

/**
 * The time that stands in a line: ISO 8601, the common log format, or seconds or milliseconds since 1970, whichever comes
 * first. Gives milliseconds since 1970. `zone` is what a time without a zone is meant in; `null`: nobody said.
 */
export function stampOf(line: string, zone: ZoneOffset | null): Stamp {
  const found = [ISO, COMMON_LOG, MEMBER, AT_START]
    .map((pattern) => pattern.exec(line))
    .filter((match) => match !== null)
    .toSorted((one, other) => one.index - other.index);
  for (const { groups = {} } of found) {
    const stamp = groups['number'] === undefined ? calendarTime(groups, zone) : countedTime(groups);
    if (stamp !== null) return stamp;
  }
  return null;
}

type Groups = Readonly<Record<string, string | undefined>>;

function countedTime({ number = '', fraction = '0' }: Groups): number | null {
  const scale = number.length === 13 ? 1 : 1000;
  const time = Number(number) * scale + Math.trunc(Number(`0.${fraction}`) * scale);
  return time >= FIRST && time < LAST ? time : null;
}

function calendarTime(groups: Groups, zone: ZoneOffset | null): Stamp {
  const { year, month, name, day, hour, minute, second = '0', fraction = '0' } = groups;
  const index = name === undefined ? Number(month) - 1 : MONTHS.indexOf(name.toLowerCase());
  if (index < 0) return null;
  const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1000);
  const wall = Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second), milliseconds);
  // 31 June rolls over into July: no program wrote that.
  if (new Date(wall).getUTCMonth() !== index && Number(second) < 60) return null;
  const offset = groups['zone'] === undefined ? null : offsetOf(groups['zone']);
  if (offset !== null) return wall - offset;
  return zone === null ? 'zoneless' : wall - zone(wall);
}

function offsetOf(zone: string): number {
  const found = /^(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})?$/u.exec(zone);
  if (found === null) return 0;
  const { sign, hours, minutes = '0' } = found.groups ?? {};
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** "2026-10-12T10:01:00" and "Z" of it. */
const [ISO_LENGTH, LETTER_Z, LETTER_T, SPACE] = [19, 0x5a, 0x54, 0x20];
const [DASH, COLON, DOT, COMMA] = [0x2d, 0x3a, 0x2e, 0x2c];
const DIGIT = (octet: number | undefined) => octet !== undefined && octet >= 0x30 && octet <= 0x39;
const LONGEST_FRACTION = 9;

/**
 * The same as `stampOf` gives of a line that begins at `from`, where it begins with ISO 8601 in UTC, as most logs do; `null`:
 * it does not, or anything about it is unusual. Nothing from `to` on is looked at.
 */
export function stampAtStart(text: Buffer, from: number, to: number): number | null {
  if (from + ISO_LENGTH >= to) return null;
  const separator = text[from + 10];
  const hasMarks =
    text[from + 4] === DASH &&
    text[from + 7] === DASH &&
    (separator === LETTER_T || separator === SPACE) &&
    text[from + 13] === COLON &&
    text[from + 16] === COLON;
  if (!hasMarks) return null;
  const [century, year, month, day] = [
    pair(text, from),
    pair(text, from + 2),
    pair(text, from + 5),
    pair(text, from + 8),
  ];
  const [hour, minute, second] = [pair(text, from + 11), pair(text, from + 14), pair(text, from + 17)];
  // Of days that not every month has, and of leap seconds, the other way decides.
  const isPlain = century === 20 && year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isPlain || !(hour <= 23) || !(minute <= 59) || !(second <= 59)) return null;
  let [at, milliseconds] = [from + ISO_LENGTH, 0];
  if (text[at] === DOT || text[at] === COMMA) {
    const first = at + 1;
    for (at = first; at < to && DIGIT(text[at]); at += 1) {
      if (at - first < 3) milliseconds += ((text[at] ?? 0) - 0x30) * 10 ** (2 - (at - first));
    }
    if (at === first || at - first > LONGEST_FRACTION) return null;
  }
  if (at >= to || text[at] !== LETTER_Z || (at + 1 < to && DIGIT(text[at + 1]))) return null;
  return Date.UTC(2000 + year, month - 1, day, hour, minute, second, milliseconds);
}

/** Two decimal digits as a number; NaN, which no comparison finds in a range, where they are none. */
function pair(text: Buffer, at: number): number {
  const [tens, ones] = [text[at], text[at + 1]];
  return DIGIT(tens) && DIGIT(ones) ? ((tens ?? 0) - 0x30) * 10 + (ones ?? 0) - 0x30 : Number.NaN;
}
