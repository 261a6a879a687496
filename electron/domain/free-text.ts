import { requirePublicData } from './data-class.ts';

/**
 * Gives back a text that a person typed and that is kept: a reason, a name, a place, a note. It holds no key, no token and
 * no share, which would lie in the trail and in every export of it from then on.
 * @throws DATA_CLASS_REFUSED; neither message nor hint holds what was found
 */
export function requireFreeText(text: string): string {
  requirePublicData(Buffer.from(text, 'utf8'));
  return text;
}

/** Control characters, and those that nobody sees: they turn the order of a line round, or hide a letter in it. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** Whether a line of text shows on paper as it is. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text) && text.isWellFormed();
}
