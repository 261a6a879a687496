import { backupErrors as errorsEn } from '../../shared/text/errors-en-backup.ts';
import { backupErrors as errorsUk } from '../../shared/text/errors-uk-backup.ts';
import type { en } from './en.ts';

type Widened<T> = T extends string ? string : T extends readonly string[] ? readonly string[] : T;
export type RecoveryText = { readonly [name in keyof typeof en]: Widened<(typeof en)[name]> };
export type RecoveryLanguage = 'en' | 'uk';

const ERRORS = { en: errorsEn, uk: errorsUk };

/** What an error of the core means, and what to do; `null`: it is none of those that people can meet here. */
export function errorText(
  code: string,
  language: RecoveryLanguage,
): { readonly title: string; readonly next: string } | null {
  const errors: Readonly<Record<string, { title: string; next: string }>> = ERRORS[language];
  return errors[code] ?? null;
}

/** The core names the failing thing in English: the same in Ukrainian, with its numbers. */
const DETAILS: readonly (readonly [RegExp, string])[] = [
  [/^share (\d+) is damaged in groups? ([\d, ]+)$/u, 'частку $1 пошкоджено, група: $2'],
  [/^the share is damaged in groups? ([\d, ]+)$/u, 'частку пошкоджено, група: $1'],
  [/^(\d+) characters are missing$/u, 'бракує знаків: $1'],
  [
    /^(\d+) characters are missing, the first mistake is in group (\d+)$/u,
    'бракує знаків: $1, перша помилка у групі $2',
  ],
  [/^(\d+) characters are too many$/u, 'зайвих знаків: $1'],
  [
    /^(\d+) characters are too many, the first mistake is in group (\d+)$/u,
    'зайвих знаків: $1, перша помилка у групі $2',
  ],
  [/^this is no share: it does not begin with (\S+)$/u, 'це не частка: вона не починається з $1'],
  [/^this is no share$/u, 'це не частка'],
  [/^the groups of this share do not belong together$/u, 'групи цієї частки не належать одна до одної'],
  [/^this share is of version (\S+), and version 1 is known here$/u, 'частка версії $1, а тут відома версія 1'],
  [/^this share holds values that no share has$/u, 'у цій частці значення, яких частки не мають'],
  [/^share (\d+) belongs to set (\S+), not to set (\S+)$/u, 'частка $1 належить до набору $2, а не до набору $3'],
  [
    /^share (\d+) belongs to another split, not to set (\S+)$/u,
    'частка $1 належить до іншого поділу, а не до набору $2',
  ],
  [/^share (\d+) is here already$/u, 'частку $1 вже введено'],
  [/^(\d+) shares are here, (\d+) are needed$/u, 'часток є $1, потрібно $2'],
  [/^these shares do not open this backup$/u, 'ці частки не відкривають цієї резервної копії'],
  [/^(\d+) of (\d+) is no split that is made here$/u, 'такого поділу, $1 з $2, тут не створюють'],
  [/^this backup cannot be used: it is too large$/u, 'цією копією не можна скористатися: вона завелика'],
  [/^this backup cannot be used: it is no backup$/u, 'це не резервна копія'],
  [
    /^this backup cannot be used: a member stands twice in it$/u,
    'цією копією не можна скористатися: щось у ній стоїть двічі',
  ],
  [
    /^this backup cannot be used: it is of a version that is not known here$/u,
    'цією копією не можна скористатися: її версія тут не відома',
  ],
  [/^this backup cannot be used: .*$/u, 'цією копією не можна скористатися: її вміст не такий, як має бути'],
];

/** What stands behind that where letters are of another alphabet. */
const ALPHABETS: typeof DETAILS = [
  [
    /in DCMKEY the letters (.+) are of another alphabet and only look the same$/u,
    'у DCMKEY літери $1 з іншої абетки, вони лише схожі',
  ],
  [/letters of another alphabet stand in its beginning$/u, 'на її початку літери іншої абетки'],
  [/letters of another alphabet stand in group ([\d, ]+)$/u, 'там літери іншої абетки, група: $1'],
];

/** The detail of an error in a language. */
export function detailText(message: string, language: RecoveryLanguage): string {
  if (language === 'en') return message;
  for (const [pattern, said] of ALPHABETS) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const before = message.slice(0, found.index).replace(/: $/u, '');
    return `${translated(before)}: ${found[0].replace(pattern, said)}`;
  }
  return translated(message);
}

function translated(message: string): string {
  const found = DETAILS.find(([pattern]) => pattern.test(message));
  return found === undefined ? message : message.replace(found[0], found[1]);
}
