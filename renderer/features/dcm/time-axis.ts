import type { Output } from '../../../shared/ipc/contract.ts';

type Archive = Output<'archive.read'>;

/** From when to when the time lines of one archive run, in milliseconds. */
export interface TimeAxis {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A part of the axis, in per cent of it. */
export interface Part {
  readonly left: string;
  readonly width: string;
}

const SHORTEST_MS = 3_600_000;

/** Begins with the first look, ends now. A home of an hour's age is drawn as an hour. */
export function timeAxis({ keys, notWatched }: Pick<Archive, 'keys' | 'notWatched'>, nowMs: number): TimeAxis {
  const begins = [...keys.flatMap(({ spans }) => spans), ...notWatched].map(({ from }) => Date.parse(from));
  const toMs = Math.max(nowMs, ...keys.flatMap(({ spans }) => spans.map(({ to }) => Date.parse(to))));
  return { fromMs: Math.min(toMs - SHORTEST_MS, ...begins), toMs };
}

/** Where a stretch of time lies; one without an end lasts until now. */
export function partOf(
  { fromMs, toMs }: TimeAxis,
  stretch: { readonly from: string; readonly to: string | null },
): Part {
  const place = (ms: number) => (100 * (ms - fromMs)) / (toMs - fromMs);
  const left = place(Date.parse(stretch.from));
  const right = stretch.to === null ? 100 : place(Date.parse(stretch.to));
  // What came a moment ago still shows, at the very end.
  return { left: `min(${left.toFixed(3)}%, 100% - 4px)`, width: `${Math.max(0, right - left).toFixed(3)}%` };
}
