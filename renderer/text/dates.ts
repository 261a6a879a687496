import type { Language } from '../../shared/ipc/contract.ts';

const LOCALES: Record<Language, string> = { en: 'en-GB', uk: 'uk-UA' };

const EXACT: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};

/** "23 Nov 2026, 20:31:20 UTC" */
export function formatUtc(iso: string, language: Language): string {
  return `${new Intl.DateTimeFormat(LOCALES[language], { ...EXACT, timeZone: 'UTC' }).format(new Date(iso))} UTC`;
}

/** The same instant on the officer's own clock, with its zone named. */
export function formatLocal(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...EXACT, timeZoneName: 'short' }).format(new Date(iso));
}

/** "131,072" */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
}

/** "43 %" */
export function formatPercent(fraction: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 0 }).format(fraction);
}

const SIZES: readonly (readonly [unit: string, bytes: number])[] = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
];

/** "2.4 GB", in the units of the disk's maker: thousands. */
export function formatBytes(bytes: number, language: Language): string {
  const [unit, size] = SIZES.find(([, least]) => bytes >= least) ?? ['byte', 1];
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(LOCALES[language], style).format(bytes / size);
}

/** "20:15:30", or with its day: UTC. */
export function formatClock(ms: number, language: Language, withDay = false): string {
  const date: Intl.DateTimeFormatOptions = withDay ? { day: 'numeric', month: 'short' } : {};
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: 'UTC' } as const;
  return clockFormat(language, { ...date, ...time }).format(new Date(ms));
}

const clockFormats = new Map<string, Intl.DateTimeFormat>();

function clockFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // A table has one in each row.
  const name = `${language} ${String(options.day)}`;
  const format = clockFormats.get(name) ?? new Intl.DateTimeFormat(LOCALES[language], options);
  clockFormats.set(name, format);
  return format;
}

const dayFormats: Partial<Record<Language, Intl.DateTimeFormat>> = {};

/** A day, where the hour decides nothing. */
export function formatDay(iso: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' };
  // Making a format takes longer than using it a hundred times, and a table has a day in each row.
  dayFormats[language] ??= new Intl.DateTimeFormat(LOCALES[language], options);
  return dayFormats[language].format(new Date(iso));
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** "in 4 minutes", "2 days ago", seen from `nowMs`. */
export function formatRelative(iso: string, nowMs: number, language: Language): string {
  const seconds = Math.round((new Date(iso).getTime() - nowMs) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

/** "5 minutes", "1 hour, 30 seconds" */
export function formatDuration(totalSeconds: number, language: Language): string {
  const whole = Math.max(0, Math.floor(totalSeconds));
  const parts: readonly (readonly [string, number])[] = [
    ['hour', Math.floor(whole / 3600)],
    ['minute', Math.floor((whole % 3600) / 60)],
    ['second', whole % 60],
  ];
  const shown = parts.filter(([unit, count]) => count > 0 || (whole === 0 && unit === 'second'));
  const words = shown.map(([unit, count]) =>
    new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  );
  return new Intl.ListFormat(LOCALES[language], { type: 'unit', style: 'long' }).format(words);
}

/** "2 hr, 28 min": the two largest units, short, in a form that fits any sentence. */
export function formatSpan(totalSeconds: number, language: Language): string {
  const whole = Math.max(0, Math.floor(totalSeconds));
  const parts: readonly (readonly [string, number])[] = [
    ['day', Math.floor(whole / 86_400)],
    ['hour', Math.floor((whole % 86_400) / 3600)],
    ['minute', Math.floor((whole % 3600) / 60)],
    ['second', whole % 60],
  ];
  const first = parts.findIndex(([, count]) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([, count]) => count > 0);
  return shown
    .map(([unit, count]) =>
      new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}

/** "4:05", for a countdown. */
export function formatCountdown(totalSeconds: number): string {
  const whole = Math.max(0, Math.ceil(totalSeconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
