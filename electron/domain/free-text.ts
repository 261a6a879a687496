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
