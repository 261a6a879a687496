import type { JwksDiff } from '../../shared/model/sighting.ts';
import type { PublishedSet } from './published-keys.ts';

/** What changed from one set to the other, by kid. `changed`: another key under the same kid, or another use of it. */
export function diffJwks(before: PublishedSet, after: PublishedSet): JwksDiff {
  const kept = [...after].filter(([kid]) => before.has(kid));
  return {
    added: [...after.keys()].filter((kid) => !before.has(kid)).toSorted(),
    removed: [...before.keys()].filter((kid) => !after.has(kid)).toSorted(),
    changed: kept
      .filter(([kid, { identity }]) => before.get(kid)?.identity !== identity)
      .map(([kid]) => kid)
      .toSorted(),
  };
}

/** Whether there is nothing in a diff. */
export function isEmptyDiff({ added, removed, changed }: JwksDiff): boolean {
  return added.length + removed.length + changed.length === 0;
}
