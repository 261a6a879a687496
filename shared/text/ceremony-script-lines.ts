import type { CeremonyScript, WitnessWork } from '../model/ceremony-script.ts';
import type { Language } from '../model/language.ts';
import { fieldsOf, unkeptFieldsOf } from './ceremony-fields.ts';
import { CEREMONY_WORDS } from './ceremony-words.ts';
import { fingerprintWords } from './fingerprint-words.ts';
import { hexGroups } from './thumbprint-hex.ts';

interface Wording {
  readonly hash: string;
  readonly step: string;
  readonly each: string;
  readonly secret: string;
  readonly record: string;
  readonly witness: Readonly<Record<WitnessWork, string>>;
  readonly time: string;
}

const WORDS = {
  en: {
    hash: 'SHA-256 of the script; the screen must show the same',
    step: 'Step',
    each: 'once for each custodian',
    secret: 'COVER THE CAMERA',
    record: 'to be recorded',
    witness: {
      none: '',
      sees: 'the witness says what was seen',
      repeats: 'the witness types again what was recorded',
      words: 'the witness types four named words from the paper',
    },
    time: 'Time (UTC): ____________   Initials: ____________',
  },
  uk: {
    hash: 'SHA-256 сценарію; на екрані має бути та сама',
    step: 'Крок',
    each: 'окремо для кожного зберігача',
    secret: 'ЗАКРИЙТЕ КАМЕРУ',
    record: 'записати',
    witness: {
      none: '',
      sees: 'свідок каже, що він побачив',
      repeats: 'свідок уводить записане ще раз',
      words: 'свідок уводить чотири названі слова з паперу',
    },
    time: 'Час (UTC): ____________   Ініціали: ____________',
  },
} as const satisfies Readonly<Record<Language, Wording>>;

/** A script for paper, in one language, under the hash by which the screen and the paper are compared. */
export function scriptLines(script: CeremonyScript, fingerprint: string, language: Language): readonly string[] {
  const { title, purpose, steps } = script;
  const words = WORDS[language];
  const { roles } = CEREMONY_WORDS[language];
  return [
    title[language],
    purpose[language],
    '',
    `${words.hash}:`,
    ...hashLines(fingerprint, language),
    ...steps.flatMap((step, at) => [
      '',
      `${words.step} ${String(at + 1)}. ${step.title[language]} – ${roles[step.role]}${step.each === undefined ? '' : ` (${words.each})`}`,
      ...(step.camera === 'secret' ? [`  *** ${words.secret} ***`] : []),
      `  ${step.text[language]}`,
      // What is secret is never written onto this sheet.
      ...fieldsOf(script, step)
        .filter(({ id }) => !unkeptFieldsOf(step).includes(id))
        .map(({ label }) => `  ${words.record}: ${label[language]}: ____________________`),
      ...(step.witness === 'none' ? [] : [`  ${roles.witness}: ${words.witness[step.witness]}`]),
      `  ${words.time}`,
    ]),
  ];
}

/** A SHA-256 in base64url as grouped hex and words, as paper and screen show it. @throws RangeError */
export function hashLines(fingerprint: string, language: Language): readonly string[] {
  const hex = hexGroups(fingerprint);
  return [
    `  ${hex.slice(0, 8).join(' ')}`,
    `  ${hex.slice(8).join(' ')}`,
    ...fingerprintWords(fingerprint, language).map(
      (group, row) =>
        `  ${group.map((word, at) => `${String(row * group.length + at + 1).padStart(2)} ${word}`).join('  ')}`,
    ),
  ];
}
