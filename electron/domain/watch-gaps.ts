import type { WatchSpan } from '../../shared/model/sighting.ts';

/** How often the app looks while it is open. */
export const WATCH_EVERY_MS = 300_000;
/** Looks that lie further apart leave a time in which nobody watched. */
export const WATCH_GAP_MS = 2 * WATCH_EVERY_MS;

/** A stretch of time, ISO 8601; `to` is `null` while it lasts. */
export interface Gap {
  readonly from: string;
  readonly to: string | null;
}

/** The times in which nobody looked, from the first look (milliseconds since 1970, `null`: there was none) until now. */
export function gapsInWatching(spans: readonly WatchSpan[], firstLook: number | null, now: number): readonly Gap[] {
  if (firstLook === null) return [];
  const gaps: Gap[] = [];
  let seenUntil = firstLook;
  for (const span of spans.toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from))) {
    if (Date.parse(span.from) - seenUntil > WATCH_GAP_MS) gaps.push({ from: isoOf(seenUntil), to: span.from });
    seenUntil = Math.max(seenUntil, Date.parse(span.to));
  }
  return now - seenUntil > WATCH_GAP_MS ? [...gaps, { from: isoOf(seenUntil), to: null }] : gaps;
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
