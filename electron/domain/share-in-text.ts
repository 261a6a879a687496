import { asRead, numberOfGroup } from './share-letters.ts';

/** The prefix and what would be the first groups, however little of it is left between other signs. */
const WITH_PREFIX = /DCMKEY\d[0-9A-HJKMNP-TV-Z]{20}/u;
/** What JSON writes for a line break, a tab or a character beyond ASCII. */
const ESCAPE = /\\+(?:[nrt]|u[0-9a-f]{4})/giu;
/** A group, and the number that stands beside it on a sheet. */
const [GROUP, NUMBER] = [5, 2];
/** So many groups that follow one another, each by itself, are a share: by chance one in 10^6 of any four words of five letters. */
const APART = 4;
/** So many, written together: by chance one in 10^12 at each place of a text. */
const TOGETHER = 8;

/**
 * Tells whether there is a share of a backup in a text, however people write one: grouped by any signs, with the number of
 * each group beside it, letters for digits, all together, with or without its prefix. Errs on the side of yes. The time
 * grows with the length only.
 */
export function hasShare(text: string): boolean {
  const folded = asRead(text.normalize('NFKC').replace(ESCAPE, ' '));
  const letters = folded.replace(/[^0-9A-Z]/gu, '');
  return WITH_PREFIX.test(letters) || hasGroupsApart(folded) || hasGroupsTogether(letters);
}

function hasGroupsApart(folded: string): boolean {
  let [run, last] = [0, 0];
  for (const word of folded.split(/[^0-9A-Z]+/u)) {
    if (word.length <= NUMBER) continue;
    const number = word.length === GROUP ? numberOfGroup(word) : null;
    run = number === null ? 0 : number === last + 1 ? run + 1 : 1;
    last = number ?? 0;
    if (run >= APART) return true;
  }
  return false;
}

/** Each place of the text could be where a group begins. */
function hasGroupsTogether(letters: string): boolean {
  const before = Array.from({ length: GROUP }, () => ({ run: 0, last: 0 }));
  for (let at = 0; at + GROUP <= letters.length; at += 1) {
    const one = before[at % GROUP] ?? { run: 0, last: 0 };
    const number = numberOfGroup(letters.slice(at, at + GROUP));
    one.run = number === null ? 0 : number === one.last + 1 ? one.run + 1 : 1;
    one.last = number ?? 0;
    if (one.run >= TOGETHER) return true;
  }
  return false;
}
