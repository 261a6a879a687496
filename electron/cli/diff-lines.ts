import type { JwksDiff } from '../../shared/model/sighting.ts';
import { isEmptyDiff } from '../domain/jwks-diff.ts';

/** What changed between two sets, for people. */
export function describeDiff(diff: JwksDiff): readonly string[] {
  if (isEmptyDiff(diff)) return ['the same keys'];
  const words = [
    ['added', diff.added],
    ['removed', diff.removed],
    ['changed', diff.changed],
  ] as const;
  return words.flatMap(([word, kids]) => kids.map((kid) => `${word.padEnd(7)}  ${kid}`));
}
