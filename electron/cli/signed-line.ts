import type { Language } from '../../shared/model/language.ts';

/** What every signed document is asked for. */
interface Checked {
  readonly ok: boolean;
  readonly signer: 'known' | 'unknown';
  /** `null`: there is none, or it is said elsewhere. */
  readonly evidenceKey: string | null;
  readonly problem: string | null;
}

const WORDS = {
  en: {
    known: 'intact, signer known',
    unknown: (key: string | null) => `intact, signer unknown${key === null ? '' : ` (evidence key ${key})`}`,
    other: (why: string, key: string) => `intact, but ${why}: its own is ${key}`,
    broken: (why: string) => `not to be trusted: ${why}`,
  },
  uk: {
    known: 'ціле, підписувача знають',
    unknown: (key: string | null) => `ціле, підписувача не знають${key === null ? '' : ` (ключ доказів ${key})`}`,
    other: (_why: string, key: string) =>
      `ціле, але підписане не тим ключем доказів, якому довіряють: його власний ${key}`,
    broken: (why: string) => `довіряти не можна: ${why}`,
  },
} as const satisfies Readonly<Record<Language, object>>;

/** Whether a signed document is whole, by whom, and then what it says; `other`: what is wrong with its signer. */
export function signedLine(report: Checked, other: string | null, language: Language, says: string): string {
  const words = WORDS[language];
  if (!report.ok) return words.broken(report.problem ?? '-');
  if (other !== null) return words.other(other, report.evidenceKey ?? '-');
  return `${report.signer === 'known' ? words.known : words.unknown(report.evidenceKey)}: ${says}`;
}
