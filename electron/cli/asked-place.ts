import type { Language } from '../../shared/model/language.ts';
import { custodiansOf } from '../domain/custodians.ts';
import { AppError } from '../domain/errors.ts';
import { failureLines } from './failure-text.ts';
import { printable } from './output.ts';
import { readLineAtTerminal } from './terminal-line.ts';

/** One share whose paper goes somewhere now. */
interface Paper {
  readonly number: number;
  readonly name: string;
}

const QUESTIONS: Readonly<Record<Language, (number: number, name: string) => string>> = {
  en: (number, name) => `Share ${String(number)}${name}: number of its bag, and the safe (Enter: not said): `,
  uk: (number, name) => `Частка ${String(number)}${name}: номер сейф-пакета й сейф (Enter: не сказано): `,
};

/**
 * Asks where each paper goes, at a terminal. What could not be written down is said and asked again, so that nobody's work is
 * lost to it; Ctrl-C says nothing more of any. @returns by the number of the share, without those of whom nothing is said
 */
export async function askPlaces(papers: readonly Paper[], language: Language): Promise<ReadonlyMap<number, string>> {
  const places = new Map<number, string>();
  for (const { number, name } of papers) {
    const place = await askPlace(QUESTIONS[language](number, name === '' ? '' : `, ${name}`), language);
    if (place === null) break;
    if (place !== '') places.set(number, place);
  }
  return places;
}

/** `null`: interrupted, or the terminal is gone. */
async function askPlace(question: string, language: Language): Promise<string | null> {
  for (;;) {
    const place = await typed(question);
    if (place === null) return null;
    try {
      // As it would be written down of a custodian: no share, no key, nothing that cannot be printed.
      custodiansOf([{ name: 'x', place }], 1);
      return place;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      process.stderr.write(`${failureLines(error, language).map(printable).join('\n')}\n`);
    }
  }
}

async function typed(question: string): Promise<string | null> {
  try {
    const line = await readLineAtTerminal({ question: printable(question), isHidden: false, mark: () => '' });
    return line.toString('utf8').trim();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
