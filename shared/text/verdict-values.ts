import type { Language } from '../model/language.ts';

/** Values of one fact, as they may stand in a sentence. */
export interface Shown {
  /** Any value, with what could fool a reader made visible. */
  text(name: string): string;
  /** Seconds since 1970 as date and time, UTC. */
  time(name: string): string;
  /** A length of time in seconds, in its largest fitting unit. */
  span(name: string): string;
  /** Whether the value is there and not empty. */
  has(name: string): boolean;
}

const LONGEST_SHOWN = 80;
const UNITS: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  en: ['s', 'min', 'h', 'days'],
  uk: ['с', 'хв', 'год', 'дн.'],
};

/** Makes the values of one fact ready for sentences of one language. */
export function showValues(values: Readonly<Record<string, string | number>>, language: Language): Shown {
  return {
    text: (name) => harmless(String(values[name] ?? '')),
    time: (name) => dateOf(values[name]),
    span: (name) => spanOf(Number(values[name] ?? 0), language),
    has: (name) => Object.hasOwn(values, name) && values[name] !== '',
  };
}

/**
 * Makes a foreign text safe to read: controls, invisible and direction-changing characters are spelt out, and the middle
 * of a long text is left out. A kid is chosen by whoever made the token.
 */
function harmless(text: string): string {
  const letters = [...text];
  const cut =
    letters.length <= LONGEST_SHOWN
      ? letters
      : [...letters.slice(0, LONGEST_SHOWN / 2), '…', ...letters.slice(-LONGEST_SHOWN / 4)];
  return cut.map((letter) => (/[\p{C}\p{Zl}\p{Zp}]/u.test(letter) ? spell(letter) : letter)).join('');
}

function spell(letter: string): string {
  return `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}

function dateOf(value: string | number | undefined): string {
  const milliseconds = typeof value === 'number' ? value * 1000 : Date.parse(value ?? '');
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return '—';
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function spanOf(seconds: number, language: Language): string {
  const [second, minute, hour, day] = UNITS[language];
  const whole = (value: number) => String(Math.floor(value));
  if (seconds < 120) return `${String(Math.round(seconds * 1000) / 1000)} ${second}`;
  if (seconds < 7200) return `${whole(seconds / 60)} ${minute}`;
  return seconds < 172_800 ? `${whole(seconds / 3600)} ${hour}` : `${whole(seconds / 86_400)} ${day}`;
}
