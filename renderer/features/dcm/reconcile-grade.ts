import type { Reconciliation } from '../../../shared/model/reconciliation.ts';

/** How a comparison reads in one word: the worst of what it found. */
export type ReconcileGrade = 'alarm' | 'wrong' | 'open' | 'same' | 'empty';

/** A key that DCM was never told of is open work; one that it has forgotten is wrong. */
export function gradeOf({ matched, missing, extra, changed, duplicateKids }: Reconciliation): ReconcileGrade {
  if (changed.length > 0 || extra.some(({ adopted }) => adopted === null)) return 'alarm';
  if (duplicateKids.length > 0 || missing.some(({ guid }) => guid !== null)) return 'wrong';
  if (missing.length > 0) return 'open';
  return matched.length + extra.length > 0 ? 'same' : 'empty';
}
