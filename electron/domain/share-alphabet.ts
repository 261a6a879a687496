import type { ShareDamage } from '../../shared/model/share-check.ts';
import { skeletonOf } from './look-alikes.ts';

type OtherAlphabet = ShareDamage['otherAlphabet'];

const GROUP = 5;

/**
 * Where a text that should be a share has letters of another alphabet: a keyboard that was not switched, or letters that only
 * look the same. Those of the prefix are named where it looks like ours, for it is no secret; of groups only the numbers are said.
 */
export function otherAlphabetIn(letters: string, prefix: string): OtherAlphabet {
  const all = [...letters];
  const isOther = (letter: string) => /\p{L}/u.test(letter) && letter > '\x7f';
  const start = all.slice(0, prefix.length);
  const strange = start.filter(isOther);
  const looksOurs = skeletonOf(start.join('')).toUpperCase() === prefix;
  const places = all.flatMap((letter, at) => {
    if (!isOther(letter)) return [];
    return [at < prefix.length + 1 ? 0 : 1 + Math.floor((at - prefix.length - 1) / GROUP)];
  });
  return {
    letters: looksOurs ? [...new Set(strange)] : [],
    groups: [...new Set(places)].filter((group) => group <= 20),
  };
}

/** The same in a sentence; empty where every letter is of ours. */
export function describeOther({ letters, groups }: OtherAlphabet): string {
  if (groups.length === 0) return '';
  if (letters.length > 0)
    return `in DCMKEY the letters ${letters.join(', ')} are of another alphabet and only look the same`;
  const inGroups = groups.filter((group) => group > 0).join(', ');
  const where = groups.includes(0) ? 'its beginning' : `group ${inGroups}`;
  return `letters of another alphabet stand in ${where}`;
}

export const SWITCH_KEYBOARD = 'switch the keyboard to English letters, and type them again';
