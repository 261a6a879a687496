import type { Key } from '../model/key.ts';
import type { Language } from '../model/language.ts';
import { NOTICES_EN } from './notices-en.ts';
import { NOTICES_UK } from './notices-uk.ts';
import { showValues } from './verdict-values.ts';

/** One key whose end is near. `daysLeft` 0: it has ended. */
export interface EndingKey {
  readonly key: Pick<Key, 'kid' | 'label' | 'expiresAt'>;
  readonly daysLeft: number;
}

/** A notice of the operating system. */
export interface Notice {
  readonly title: string;
  readonly body: string;
}

const TEXTS = { en: NOTICES_EN, uk: NOTICES_UK } as const;
const MOST_NAMED = 3;

/** One notice about all keys that are to be told of: the nearest end first, three of them by name. */
export function describeEndingKeys(ending: readonly EndingKey[], language: Language): Notice {
  const text = TEXTS[language];
  const sorted = ending.toSorted((left, right) => endOf(left) - endOf(right));
  const lines = sorted.slice(0, MOST_NAMED).map(({ key, daysLeft }) => text.line(nameOf(key, language), daysLeft));
  const [first] = sorted;
  if (first !== undefined && sorted.length === 1) {
    const { key, daysLeft } = first;
    return { title: lines[0] ?? '', body: text.next(dayOf(key.expiresAt), daysLeft === 0) };
  }
  const others = sorted.length - lines.length;
  return {
    title: text.several(sorted.length),
    body: [...lines, ...(others > 0 ? [text.others(others)] : [])].join('\n'),
  };
}

/** The entry of a calendar for the end of one key; it holds nothing that is secret. */
export function describeExpiryEvent(
  key: Pick<Key, 'kid' | 'label' | 'alg' | 'thumbprint' | 'env' | 'expiresAt'>,
  language: Language,
): { readonly summary: string; readonly description: string } {
  const text = TEXTS[language];
  const shown = showValues({ kid: key.kid, env: key.env ?? '' }, language);
  const lines = [
    text.next(dayOf(key.expiresAt), false),
    '',
    `kid: ${shown.text('kid')}`,
    `${text.thumbprint}: ${key.thumbprint}`,
    `${text.algorithm}: ${key.alg}`,
    ...(key.env === null ? [] : [`${text.environment}: ${shown.text('env')}`]),
  ];
  return { summary: text.event(nameOf(key, language)), description: lines.join('\n') };
}

function nameOf({ kid, label }: Pick<Key, 'kid' | 'label'>, language: Language): string {
  return showValues({ name: label ?? kid }, language).text('name');
}

function endOf({ key }: EndingKey): number {
  return Date.parse(key.expiresAt ?? '');
}

function dayOf(instant: string | null): string {
  return instant === null ? '—' : `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
