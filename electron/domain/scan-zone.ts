/** How far a zone is ahead of UTC at a time on its own clocks: milliseconds; the time is given as if it were UTC. */
export type ZoneOffset = (wallTime: number) => number;

/**
 * Reads the zone that a log's times are meant in: "Z", "UTC", an offset as "+02:00", or a name of the time zone database as
 * "Europe/Kyiv"; `null`: it is none. Where clocks are set back a time happens twice: the first one is meant.
 */
export function readZone(text: string): ZoneOffset | null {
  if (/^(?:Z|UTC)$/iu.test(text)) return () => 0;
  const found = /^(?<sign>[+-])(?<hours>0\d|1[0-4]):?(?<minutes>[0-5]\d)$/u.exec(text);
  if (found !== null) {
    const { sign, hours, minutes } = found.groups ?? {};
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    return () => offset;
  }
  const format = formatOf(text);
  if (format === null) return null;
  const offsetAt = (instant: number) => wallAt(format, instant) - instant;
  const DAY = 86_400_000;
  return (wall) => {
    // The two offsets around the time are the only ones that it can have.
    const [before, after] = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
    return offsetAt(wall - before) === before ? before : after;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const numeric = 'numeric';
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function wallAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall + (((instant % 1000) + 1000) % 1000);
}
