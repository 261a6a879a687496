import type { Language } from '../../shared/model/language.ts';
import type { Command } from './command.ts';
import { UKRAINIAN_SUMMARIES } from './help-summaries-uk.ts';
import { wrapped } from './output.ts';

const FRAME: Readonly<Record<Language, { head: string; tail: readonly string[] }>> = {
  en: {
    head: 'the keys that speak for the bank to DCM',
    tail: [
      'everywhere: --home DIR  --keychain os|sealed  --passphrase-fd N  --json  --lang en|uk  --at T  --help',
      'commands of dcm: --credential-fd N  --proxy-password-fd N',
      'exit codes: 0 done, valid · 1 judged and not valid · 2 usage, input · 3 keychain · 4 DCM, network · 5 integrity, storage',
      '            6 could not be decided · 7 refused by policy · 70 internal · 130 interrupted',
    ],
  },
  uk: {
    head: 'ключі, які говорять із DCM від імені банку',
    tail: [
      'усюди: --home DIR  --keychain os|sealed  --passphrase-fd N  --json  --lang en|uk  --at T  --help',
      'для команд dcm: --credential-fd N  --proxy-password-fd N',
      'коди завершення: 0 зроблено, дійсне · 1 перевірено й недійсне · 2 виклик, введене · 3 сховище ключів · 4 DCM, мережа · 5 цілісність, зберігання',
      '                 6 не вдалося визначити · 7 заборонено політикою · 70 внутрішня помилка · 130 перервано',
    ],
  },
};

/** What one command is for, in the language of whoever asks; where nobody has translated it, in English. */
export function summaryOf({ words, summary }: Pick<Command, 'words' | 'summary'>, language: Language): string {
  return language === 'uk' ? (UKRAINIAN_SUMMARIES[words] ?? summary) : summary;
}

/** The list of commands, or a few of them; `columns`: how wide the terminal is, `null` where there is none. */
export function helpText(
  commands: readonly Command[],
  {
    version,
    language,
    columns,
  }: { readonly version: string; readonly language: Language; readonly columns: number | null },
): string {
  const { head, tail } = FRAME[language];
  const width = Math.max(...commands.map((one) => one.words.length));
  const rows = commands.map((one) =>
    columns === null
      ? `  ${one.words.padEnd(width)}  ${summaryOf(one, language)}`
      : [`  ${one.words}`, ...wrapped(summaryOf(one, language), columns, '      ')].join('\n'),
  );
  const end = columns === null ? tail : tail.flatMap((line) => wrapped(line.trim(), columns, ''));
  return [`dcm-keys ${version}: ${head}`, '', ...rows, '', ...end].join('\n');
}
