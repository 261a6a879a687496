import type { KnownKey } from './known-key.ts';

/** Letters of other scripts that look like Latin ones: the Cyrillic and Greek ones that most fonts draw the same. */
const TWINS: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  α: 'a',
  β: 'b',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
};

/**
 * What a reader sees of a text: letters of other scripts as their Latin twins, without invisible characters, marks and
 * spaces, all in small letters. Never compared to decide anything. @see UTS 39 §4
 */
export function skeletonOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{C}\p{Z}]/gu, '');
  return [...plain].map((letter) => TWINS[letter] ?? letter).join('');
}

/** Tells whether a kid is none of ours and yet looks like one of them. */
export function looksLike(kid: string, known: readonly KnownKey[]): boolean {
  const skeleton = skeletonOf(kid);
  return known.some((one) => one.kid !== kid && skeletonOf(one.kid) === skeleton);
}
