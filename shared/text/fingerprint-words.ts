import type { Language } from '../model/language.ts';
import { FINGERPRINT_WORDS_EN } from './fingerprint-words-en.ts';
import { FINGERPRINT_WORDS_UK } from './fingerprint-words-uk.ts';
import { thumbprintBytes } from './thumbprint-hex.ts';

/** Every word by its id (0 to 255): one id is the same thing in both languages. */
export const FINGERPRINT_WORDS = { en: FINGERPRINT_WORDS_EN, uk: FINGERPRINT_WORDS_UK } as const;

const WORDS_SHOWN = 16;
const GROUP = 4;
/** All the ways in which keyboards write an apostrophe: ' ’ ‘ ʼ ` ´ ′ and the full-width one. */
const APOSTROPHES = /['\u2019\u2018\u02bc`\u00b4\u2032\uff07]/gu;

/** The ids of a key's 16 words: the first 16 bytes (128 bits) of its SHA-256 thumbprint. @throws RangeError */
export function fingerprintIds(thumbprint: string): readonly number[] {
  return thumbprintBytes(thumbprint).slice(0, WORDS_SHOWN);
}

/**
 * A key's fingerprint as 16 words, in four groups of four. The hex digits decide whether two keys are the same; the words
 * are for reading aloud, and cover the first half of the digits.
 * @throws RangeError for text that is no thumbprint
 * @see RFC 7638 §3
 */
export function fingerprintWords(thumbprint: string, language: Language): readonly (readonly string[])[] {
  const words = fingerprintIds(thumbprint).map((id) => wordOf(id, language));
  return Array.from({ length: WORDS_SHOWN / GROUP }, (_, row) => words.slice(row * GROUP, (row + 1) * GROUP));
}

/**
 * A SHA-256 in hex, of a file for example, as the same 16 words in a row: what both sides read to each other.
 * @throws RangeError for text that is no SHA-256
 */
export function digestWords(sha256: string, language: Language): readonly string[] {
  if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new RangeError('a SHA-256 is 64 hex digits');
  const ids = Array.from({ length: WORDS_SHOWN }, (_, at) => Number.parseInt(sha256.slice(2 * at, 2 * at + 2), 16));
  return ids.map((id) => wordOf(id, language));
}

/** The word that stands at place `n`, counted from 1 as on the screen. @throws RangeError for another place */
export function wordAt(thumbprint: string, n: number, language: Language): string {
  const id = fingerprintIds(thumbprint)[n - 1];
  if (id === undefined) throw new RangeError(`a fingerprint has words 1 to ${String(WORDS_SHOWN)}`);
  return wordOf(id, language);
}

/**
 * Whether a person typed the word of this id in this language. Capitals, space around it, and apostrophes of any kind don't
 * matter; one wrong letter does.
 */
export function isSameWord(typed: string, id: number, language: Language): boolean {
  return folded(typed) === folded(wordOf(id, language));
}

interface TypedWords {
  /** Places of the words, from 1. */
  readonly places: readonly number[];
  /** What was typed, in the order of the places. */
  readonly words: readonly string[];
  /** The lists that were read from; a word of any of them counts. */
  readonly languages: readonly Language[];
}

/** Which places of a fingerprint have another word than was typed; one that was left out is wrong. @throws RangeError */
export function wrongWordPlaces(thumbprint: string, { places, words, languages }: TypedWords): readonly number[] {
  const ids = fingerprintIds(thumbprint);
  if (words.length > places.length) return places;
  return places.filter((place, at) => {
    const id = ids[place - 1];
    return id === undefined || !languages.some((language) => isSameWord(words[at] ?? '', id, language));
  });
}

function wordOf(id: number, language: Language): string {
  const word = FINGERPRINT_WORDS[language][id];
  if (word === undefined) throw new RangeError('a word has an id from 0 to 255');
  return word;
}

/** "й" and "ї" may arrive as two characters each: composed, they are one. */
function folded(word: string): string {
  return word.normalize('NFC').replace(APOSTROPHES, '').trim().toLowerCase();
}
