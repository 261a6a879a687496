import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { AppError } from '../domain/errors.ts';
import { trimAsciiSpace } from '../domain/token-format.ts';
import { usage } from './arguments.ts';
import type { Run } from './command.ts';

/** The largest file that is taken whole: an export of a trail of years, near the longest text that there can be. */
export const MOST_BYTES = 500 * 1024 * 1024;
const PIECE = 1024 * 1024;

/**
 * Reads a file or a pipe that was named, and never more of it than is taken: a device without an end is refused too.
 * @throws FILE_UNREADABLE, INPUT_TOO_LARGE
 */
export function readNamedFile(path: string, mostBytes = MOST_BYTES): Buffer {
  const pieces: Buffer[] = [];
  try {
    const file = openSync(path, 'r');
    try {
      for (let bytes = 0; bytes <= mostBytes;) {
        const piece = Buffer.alloc(PIECE);
        const read = readSync(file, piece);
        if (read === 0) return Buffer.concat(pieces);
        pieces.push(piece.subarray(0, read));
        bytes += read;
      }
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `"${path}" cannot be read`, {
      hint: 'check the name, and that you may read it',
      cause,
    });
  } finally {
    for (const piece of pieces) piece.fill(0);
  }
  throw tooLarge(`"${path}"`, mostBytes);
}

/** What is said of an input without an end, or of the wrong file. */
export function tooLarge(name: string, mostBytes: number): AppError {
  return new AppError('INPUT_TOO_LARGE', `${name} is larger than ${String(mostBytes)} bytes`, {
    hint: 'give the one file that is meant',
  });
}

/** The end of the year 9999, seconds since 1970. */
const LAST_SECOND = 253_402_300_799;

/**
 * The token of a command: the argument, or `--file`, or standard input. ASCII white space at its ends is dropped,
 * nothing else is touched.
 * @throws USAGE_INVALID for two sources, INPUT_EMPTY, FILE_UNREADABLE
 */
export async function readToken(run: Run, index: number): Promise<string> {
  return await readGivenToken(run, run.args.positionals[index] ?? null);
}

/** The same, where the argument (`-`: standard input) is the value of a flag. @throws USAGE_INVALID, INPUT_EMPTY, FILE_UNREADABLE */
export async function readGivenToken(run: Run, argument: string | null): Promise<string> {
  const file = run.args.value('file');
  if (argument !== null && file !== null) throw usage('the token is given twice: as an argument and as --file');
  const text =
    argument !== null && argument !== '-'
      ? argument
      : textOf(file === null ? await run.readStdin() : readNamedFile(file));
  const token = trimAsciiSpace(text);
  if (token !== '') return token;
  throw new AppError('INPUT_EMPTY', 'there is no token', {
    hint: 'give it as the argument, as --file F, or on standard input',
  });
}

/** The same bytes give the same digest, whichever way they came; what is no UTF-8 is no token in any reading. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}

/** Text on standard input. @throws INPUT_EMPTY */
export async function readText(run: Run, what: string): Promise<Buffer> {
  const bytes = await run.readStdin();
  if (bytes.toString('latin1').trim() !== '') return bytes;
  throw new AppError('INPUT_EMPTY', `there is no ${what} on standard input`, {
    hint: `lead a file into it: dcm-keys … < file with the ${what}`,
  });
}

/** `--name N` as a whole number. @throws USAGE_INVALID */
export function wholeNumber(run: Run, flag: string, fallback: number): number {
  const text = run.args.value(flag);
  if (text === null) return fallback;
  if (!/^[+-]?\d+$/u.test(text)) throw usage(`--${flag} takes a whole number`);
  return Number(text);
}

const [MAX_LEEWAY_SECONDS, DEFAULT_LEEWAY_SECONDS] = [120, 30];

/** `--leeway S`: seconds that clocks may differ. @throws USAGE_INVALID */
export function leewayOf(run: Run): number {
  const seconds = wholeNumber(run, 'leeway', DEFAULT_LEEWAY_SECONDS);
  if (seconds >= 0 && seconds <= MAX_LEEWAY_SECONDS) return seconds;
  throw usage(`--leeway takes 0 to ${String(MAX_LEEWAY_SECONDS)} seconds`);
}

/** `--name X` out of a closed list. @throws USAGE_INVALID */
export function oneOf<T extends string>(run: Run, flag: string, allowed: readonly T[], fallback: T | null): T {
  const text = run.args.value(flag);
  if (text === null && fallback !== null) return fallback;
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw usage(text === null ? `--${flag} is missing` : `--${flag} is one of ${allowed.join(', ')}`);
}

/** An instant: ISO 8601 with a zone, or seconds since 1970. Milliseconds since 1970. @throws USAGE_INVALID */
export function instantOf(text: string, flag: string): number {
  if (/^\d{1,12}$/u.test(text) && Number(text) <= LAST_SECOND) return Number(text) * 1000;
  const isIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/iu.test(text);
  const instant = isIso && isInCalendar(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  throw usage(`--${flag} takes ISO 8601 with a zone (2026-01-31T03:00:00Z), or seconds since 1970`);
}

/** V8 makes 2 March of 30 February: an instant that nobody meant is refused instead. */
function isInCalendar(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
