import { HELP_IDS, type HelpId } from '../model/help.ts';
import type { Language } from '../model/language.ts';
import { HELP_FORM_EN } from './help-form-en.ts';
import { HELP_FORM_UK } from './help-form-uk.ts';
import { HELP_INDEX } from './help-index.ts';
import { HELP_KEY_EN } from './help-key-en.ts';
import { HELP_KEY_UK } from './help-key-uk.ts';
import { HELP_TIME_EN } from './help-time-en.ts';
import { HELP_TIME_UK } from './help-time-uk.ts';
import type { HelpWords } from './help-words.ts';

const WORDS: Readonly<Record<Language, Readonly<Record<HelpId, HelpWords>>>> = {
  en: { ...HELP_FORM_EN, ...HELP_KEY_EN, ...HELP_TIME_EN },
  uk: { ...HELP_FORM_UK, ...HELP_KEY_UK, ...HELP_TIME_UK },
};

/** One topic of the help: what happened, how to be sure, what to do, whom to call. */
export interface HelpTopic extends HelpWords {
  readonly id: HelpId;
  /** Codes of verdicts and warnings that lead here. */
  readonly codes: readonly string[];
  readonly seeAlso: readonly HelpId[];
}

/** Gives one topic in one language. It is part of the app: nothing is fetched. */
export function helpTopic(id: HelpId, language: Language): HelpTopic {
  const { codes, warnings, seeAlso } = HELP_INDEX[id];
  return { id, codes: [...new Set<string>([...codes, ...warnings])], ...WORDS[language][id], seeAlso };
}

/** Every topic, in the order of its id. */
export function helpTopics(language: Language): readonly HelpTopic[] {
  return HELP_IDS.map((id) => helpTopic(id, language));
}
