/** What a token says of its life, and what it is held against; all in milliseconds since 1970. */
export interface Life {
  /** When it was made. */
  readonly fromMs: number;
  /** Before this instant it is not in force, though it was made already; `null`: it says nothing of that. */
  readonly startMs: number | null;
  /** `null`: it never ends. */
  readonly toMs: number | null;
  readonly judgedMs: number;
  /** How far outside its life a token is still taken, because clocks differ. */
  readonly leewayMs: number;
}

/** Where things stand on the bar, each from 0 to 1. */
export interface LifeLayout {
  readonly from: number;
  readonly start: number;
  readonly to: number;
  /** Ends of the tolerance, outside the life. */
  readonly tolerated: readonly [from: number, to: number];
  readonly judged: number;
  /** The judged instant is so far away that the scale is broken between it and the life. */
  readonly isBroken: boolean;
  readonly isEndless: boolean;
}

export type LifeState = 'before' | 'before-tolerated' | 'inside' | 'after-tolerated' | 'after';

const EDGE = 0.05;
/** Where the life ends or begins when the judged instant stands alone at the other end. */
const FAR = 0.3;

/** Lays a life out against the judged instant. A far instant stands apart, so that the life never shrinks to a dot. */
export function layOutLife({ fromMs, startMs, toMs, judgedMs, leewayMs }: Life): LifeLayout {
  const end = toMs ?? Math.max(fromMs + 1, judgedMs) + Math.max(1, (judgedMs - fromMs) / 3);
  const low = fromMs - leewayMs;
  const high = end + (toMs === null ? 0 : leewayMs);
  const length = Math.max(1, high - low);
  const isBefore = judgedMs < low - length;
  const isAfter = judgedMs > high + length;
  const [left, right] = isBefore
    ? [EDGE + FAR, 1 - EDGE]
    : isAfter
      ? [EDGE, 1 - EDGE - FAR]
      : [EDGE, toMs === null ? 1 : 1 - EDGE];
  const [first, last] = isBefore || isAfter ? [low, high] : [Math.min(low, judgedMs), Math.max(high, judgedMs)];
  const place = (ms: number) => left + ((ms - first) / Math.max(1, last - first)) * (right - left);
  return {
    from: place(fromMs),
    start: place(Math.min(Math.max(startMs ?? fromMs, fromMs), end)),
    to: place(end),
    tolerated: [place(low), place(high)],
    judged: isBefore ? EDGE : isAfter ? 1 - EDGE : place(judgedMs),
    isBroken: isBefore || isAfter,
    isEndless: toMs === null,
  };
}

/** Where the judged instant stands. The end itself is outside, as it is for the judge. */
export function stateOfLife({ fromMs, startMs, toMs, judgedMs, leewayMs }: Life): LifeState {
  const begins = Math.max(fromMs, startMs ?? fromMs);
  if (judgedMs < begins) return judgedMs >= begins - leewayMs ? 'before-tolerated' : 'before';
  if (toMs === null || judgedMs < toMs) return 'inside';
  return judgedMs < toMs + leewayMs ? 'after-tolerated' : 'after';
}
