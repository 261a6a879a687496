import type { Language } from '../../shared/model/language.ts';

/** What is said and asked at a screen on which shares are shown or typed. */
export interface ShareWords {
  readonly shown: (number: number, of: number, name: string, set: string) => string;
  readonly cover: string;
  readonly ready: string;
  readonly written: string;
  readonly readsBack: (number: number, of: number, name: string) => string;
  readonly wanted: (number: number, of: number) => string;
  readonly one: string;
  readonly how: string;
  /** While groups are missing: how many there are. */
  readonly soFar: (groups: number) => string;
  readonly begins: string;
  readonly groups: (from: number, to: number) => string;
  readonly nothingMore: string;
  readonly nothingChanged: string;
}

export const SHARE_WORDS: Readonly<Record<Language, ShareWords>> = {
  en: {
    shown: (number, of, name, set) => `Share ${String(number)} of ${String(of)}, for ${name}. Set ${set}.`,
    cover: 'Cover the camera. Nobody but the custodian looks at the screen.',
    ready: 'Custodian ready? Press Enter. ',
    written: 'Written down, every character? Press Enter: the screen is cleared. ',
    readsBack: (number, of, name) =>
      `Share ${String(number)} of ${String(of)}: ${name} reads it back from the paper. (An empty line: it is shown once more.)`,
    wanted: (number, of) => `Share ${String(number)} of ${String(of)} that are needed, from the paper.`,
    one: 'The share, from the paper: the screen is cleared afterwards.',
    how: 'Row by row or in one line; dots stand for what is typed.',
    soFar: (groups) => `${String(groups)} of 20 groups so far; the next row (an empty line ends it): `,
    begins: 'begins with',
    groups: (from, to) => `groups ${String(from)} to ${String(to)}`,
    nothingMore: 'nothing more was typed',
    nothingChanged: 'nothing was changed; begin again when the shares are at hand',
  },
  uk: {
    shown: (number, of, name, set) => `Частка ${String(number)} з ${String(of)}, для: ${name}. Набір ${set}.`,
    cover: 'Закрийте камеру. На екран дивиться лише зберігач.',
    ready: 'Зберігач готовий? Натисніть Enter. ',
    written: 'Записано кожен знак? Натисніть Enter: екран буде очищено. ',
    readsBack: (number, of, name) =>
      `Частка ${String(number)} з ${String(of)}: ${name} зчитує її з паперу. (Порожній рядок: показати її ще раз.)`,
    wanted: (number, of) => `Частка ${String(number)} з ${String(of)} потрібних, з паперу.`,
    one: 'Частка з паперу: потім екран буде очищено.',
    how: 'Рядок за рядком або одним рядком; замість уведеного видно крапки.',
    soFar: (groups) => `Уже груп: ${String(groups)} з 20; наступний рядок (порожній – кінець): `,
    begins: 'початок',
    groups: (from, to) => `групи ${String(from)}–${String(to)}`,
    nothingMore: 'більше нічого не введено',
    nothingChanged: 'нічого не змінено; почніть знову, коли частки будуть під рукою',
  },
};
