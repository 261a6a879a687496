import type { Language } from '../model/language.ts';

/** What stands round the report on paper. */
const WORDS = {
  en: {
    mark: 'REHEARSAL',
    signatures: 'Signatures',
    name: 'Name, role',
    signature: 'Signature',
    date: 'Date, time (UTC)',
  },
  uk: {
    mark: 'РЕПЕТИЦІЯ',
    signatures: 'Підписи',
    name: 'Ім’я, роль',
    signature: 'Підпис',
    date: 'Дата, час (UTC)',
  },
} as const;

/** The words of the report's own frame in one language. */
export function ceremonyReportWords(language: Language): (typeof WORDS)[Language] {
  return WORDS[language];
}
