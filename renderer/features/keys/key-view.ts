import { useSyncExternalStore } from 'react';
import { type KeyFilter, NO_FILTER } from './key-filter.ts';
import type { KeyColumn, KeySort } from './key-sort.ts';

/** How an officer looks at the table of keys. */
export interface KeyView {
  readonly filter: KeyFilter;
  readonly sort: KeySort;
  /** Beside the key itself. */
  readonly columns: readonly KeyColumn[];
}

const FIRST_VIEW: KeyView = {
  filter: NO_FILTER,
  sort: { column: 'key', isDescending: false },
  columns: ['state', 'alg', 'env', 'registration', 'expires'],
};

/** Kept while the window is open, so that the way to a key and back leads to the same table; never stored. */
let view = FIRST_VIEW;
const listeners = new Set<() => void>();

/** The view, with the way to change a part of it. */
export function useKeyView(): readonly [KeyView, (part: Partial<KeyView>) => void] {
  return [useSyncExternalStore(follow, () => view), change];
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(part: Partial<KeyView>): void {
  view = { ...view, ...part };
  for (const listener of listeners) listener();
}
