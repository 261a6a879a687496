import type { Language } from '../model/language.ts';

/** How a record says that nobody has checked who it was, at the end of `name@host (not verified)`. */
const NOT_VERIFIED = ' (not verified)';
const WORDS: Readonly<Record<Language, string>> = { en: NOT_VERIFIED, uk: ' (не перевірено)' };

/** Who did it, as it was recorded, with the remark after the name in the language of the reader. */
export function describeActor(by: string, language: Language): string {
  return by.endsWith(NOT_VERIFIED) ? `${by.slice(0, -NOT_VERIFIED.length)}${WORDS[language]}` : by;
}
