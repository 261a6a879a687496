import type { Key } from '../../../shared/model/key.ts';

/** Columns of the table of keys. The first is always there. */
export const KEY_COLUMNS = [
  'key',
  'state',
  'alg',
  'env',
  'registration',
  'expires',
  'owner',
  'purpose',
  'flows',
  'tags',
  'custody',
  'made',
] as const;
export type KeyColumn = (typeof KEY_COLUMNS)[number];

export interface KeySort {
  readonly column: KeyColumn;
  readonly isDescending: boolean;
}

/** Gives the text that keys are ordered by in a column; `null` comes last, whichever way the order goes. */
export type SortText = (key: Key, column: KeyColumn) => string | null;

/** Orders keys by a column; keys that are the same there stand in the order of their names. */
export function sortKeys(
  keys: readonly Key[],
  { column, isDescending }: KeySort,
  { sortText, language }: { readonly sortText: SortText; readonly language: string },
): Key[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const rows = keys.map((key) => ({ key, text: sortText(key, column), name: key.label ?? key.kid }));
  rows.sort((a, b) => {
    if (a.text !== b.text) {
      if (a.text === null) return 1;
      if (b.text === null) return -1;
      const order = compare(a.text, b.text);
      if (order !== 0) return isDescending ? -order : order;
    }
    return compare(a.name, b.name);
  });
  return rows.map(({ key }) => key);
}
