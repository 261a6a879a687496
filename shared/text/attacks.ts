import type { AttackId } from '../model/attack.ts';
import type { Language } from '../model/language.ts';
import { ATTACKS_EN } from './attacks-en.ts';
import { ATTACKS_UK } from './attacks-uk.ts';

/** What each known attempt is, in one sentence without its beginning. */
export const ATTACKS: Readonly<Record<Language, Readonly<Record<AttackId, string>>>> = {
  en: ATTACKS_EN,
  uk: ATTACKS_UK,
};
