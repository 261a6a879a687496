/** How the value of a time claim can be read. Tokens count in seconds since 1970. */
export type TimeReading =
  | { readonly kind: 'instant'; readonly iso: string }
  /** Thousands, millions or billions of a second were counted: what was probably meant, and the year that was written. */
  | { readonly kind: 'finer'; readonly unit: FinerUnit; readonly meantIso: string; readonly year: number | null }
  /** A number so small that a length of time was probably written, not an instant. */
  | { readonly kind: 'length'; readonly seconds: number }
  /** Text; the instant that it names, if it names one. */
  | { readonly kind: 'text'; readonly meantIso: string | null }
  | { readonly kind: 'none' };

type FinerUnit = 'milliseconds' | 'microseconds' | 'nanoseconds';

/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;
/** The largest instant that a date can hold, in seconds. */
const LAST_DATE = 8.64e12;
/** 1973: long before the first token. Anything smaller than this many seconds is no instant of a token. */
const FIRST_PLAUSIBLE = 1e8;
/** From the year 5138 on, seconds are less likely than milliseconds of 1973. */
const FIRST_FINER = 1e11;

const FINER: readonly (readonly [FinerUnit, number])[] = [
  ['milliseconds', 1e3],
  ['microseconds', 1e6],
  ['nanoseconds', 1e9],
];

/** Reads the value of `iat`, `nbf` or `exp` as a person would, mistakes of unit included. It judges nothing. @see RFC 7519 §2 */
export function readTimeClaim(value: unknown): TimeReading {
  if (typeof value === 'string') return { kind: 'text', meantIso: instantOfText(value) };
  if (typeof value !== 'number' || !(value >= 0)) return { kind: 'none' };
  if (value >= FIRST_FINER) {
    const found = FINER.find(([, per]) => value / per < FIRST_FINER && value / per >= FIRST_PLAUSIBLE);
    if (found !== undefined) {
      const [unit, per] = found;
      const year = value <= LAST_DATE ? new Date(value * 1000).getUTCFullYear() : null;
      return { kind: 'finer', unit, meantIso: isoOf(value / per), year };
    }
    return value <= LAST_SECOND ? { kind: 'instant', iso: isoOf(value) } : { kind: 'none' };
  }
  return value < FIRST_PLAUSIBLE ? { kind: 'length', seconds: value } : { kind: 'instant', iso: isoOf(value) };
}

function instantOfText(text: string): string | null {
  if (/^\d{9,11}(?:\.\d+)?$/u.test(text)) return isoOf(Number(text));
  if (!/^\d{4}-\d{2}-\d{2}T/u.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
