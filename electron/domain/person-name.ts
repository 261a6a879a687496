import { skeletonOf } from './look-alikes.ts';

/**
 * Names of people as they have always been compared: without capitals, blanks, dots and apostrophes, letters of other scripts
 * as their Latin twins. Transcripts are read by it, so it stays as it is.
 */
export function foldName(name: string): string {
  return skeletonOf(name).replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Whether people would take two names for the same: without capitals, blanks, dots and apostrophes, letters of other scripts
 * as their Latin twins, 0 and 1 within a word as the letters that they look like, first name and family name in either order.
 * Whether two names that differ are two people, nothing here can know.
 */
export function isSameName(one: string, other: string): boolean {
  return asWritten(one) === asWritten(other) || sorted(one) === sorted(other);
}

function asWritten(name: string): string {
  return wordsOf(name).join('');
}

function sorted(name: string): string {
  return wordsOf(name).toSorted().join(' ');
}

function wordsOf(name: string): string[] {
  return name
    .split(/\s+/u)
    .map((word) => skeletonOf(word).replace(/[^\p{L}\p{N}]/gu, ''))
    .map((word) => (/\p{L}/u.test(word) ? word.replaceAll('0', 'o').replaceAll('1', 'l') : word))
    .filter((word) => word !== '');
}
