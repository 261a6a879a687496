import type { Language } from '../../shared/model/language.ts';
import type { JwksDiff } from '../../shared/model/sighting.ts';
import { DCM_LINES } from '../../shared/text/dcm-lines.ts';
import { isEmptyDiff } from '../domain/jwks-diff.ts';

/** What changed between two sets, for people. */
export function describeDiff(diff: JwksDiff, language: Language): readonly string[] {
  const lines = DCM_LINES[language];
  if (isEmptyDiff(diff)) return [lines.sameKeys];
  const words = [
    [lines.added, diff.added],
    [lines.removed, diff.removed],
    [lines.changed, diff.changed],
  ] as const;
  return words.flatMap(([word, kids]) => kids.map((kid) => `${word.padEnd(7)}  ${kid}`));
}
