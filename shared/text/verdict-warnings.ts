import type { Language } from '../model/language.ts';
import { WARNINGS_EN } from './verdict-warnings-en.ts';
import { WARNINGS_UK } from './verdict-warnings-uk.ts';

/** What a warning says, by language. */
export const WARNINGS: Readonly<Record<Language, typeof WARNINGS_EN>> = { en: WARNINGS_EN, uk: WARNINGS_UK };
