import type { JudgedWarning } from '../../shared/model/verdict.ts';
import type { Published } from './published-keys.ts';
import { warning } from './verdict-finding.ts';
import type { KeyFacts } from './verdict-key.ts';

/**
 * Warns where DCM's key was not published any more at the next look after the judged instant (milliseconds since 1970):
 * whether it still was at the instant itself, nobody saw.
 */
export function publishedWarnings(
  { set, entry }: Pick<KeyFacts, 'set' | 'entry'>,
  instant: number | null,
  published: Published,
): readonly JudgedWarning[] {
  if (set !== 'dcm' || instant === null || entry === null || entry.kid === null) return [];
  const seen = published(entry.kid);
  const before = seen?.spans.findLast(({ from }) => from <= instant);
  if (seen === null || before === undefined || instant <= before.to) return [];
  // Its last stretch has not ended yet: it was there at the newest look.
  if (seen.isListedNow && before === seen.spans.at(-1)) return [];
  return [warning('KEY_GONE_LATER', { kid: entry.kid, to: before.to / 1000 })];
}
