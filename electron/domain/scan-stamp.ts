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
