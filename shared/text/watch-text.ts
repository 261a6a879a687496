import type { Language } from '../model/language.ts';
import type { JwksDiff } from '../model/sighting.ts';

/** A notice of the operating system: short, and without anything that must not stand on a locked screen. */
export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

const TEXTS = {
  en: {
    changed: (env: string) => `DCM changed its keys: ${env}`,
    counts: ({ added, removed, changed }: JwksDiff) =>
      `${String(added.length)} new, ${String(removed.length)} gone, ${String(changed.length)} replaced. Ask DCM if you did not expect it.`,
    refused: (env: string) => `DCM gives a key set that breaks the rules: ${env}`,
    refusedBody: 'It is kept as evidence. The last good set stays in use.',
  },
  uk: {
    changed: (env: string) => `DCM змінив свої ключі: ${env}`,
    counts: ({ added, removed, changed }: JwksDiff) =>
      `Нових: ${String(added.length)}, зникло: ${String(removed.length)}, замінено: ${String(changed.length)}. Якщо ви цього не чекали, запитайте DCM.`,
    refused: (env: string) => `DCM дає набір ключів, що порушує правила: ${env}`,
    refusedBody: 'Його збережено як доказ. Далі діє останній добрий набір.',
  },
} as const satisfies Record<Language, unknown>;

/** What the notice says when DCM publishes other keys than before. */
export function changedNotice(env: string, diff: JwksDiff, language: Language): NoticeText {
  return { title: TEXTS[language].changed(env), body: TEXTS[language].counts(diff) };
}

/** What the notice says when DCM gives a set that is refused. */
export function refusedNotice(env: string, language: Language): NoticeText {
  return { title: TEXTS[language].refused(env), body: TEXTS[language].refusedBody };
}
