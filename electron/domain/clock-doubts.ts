import type { ClockDoubt, ClockMeasure } from '../../shared/model/clock.ts';

/** A trail is this much ahead of the clock, at most, before the clock is doubted: time servers set clocks in small steps. */
export const BEHIND_TOLERANCE_MS = 5_000;
/** How far DCM's clock and ours may be apart. */
export const DCM_TOLERANCE_MS = 30_000;
/** A computer that slept wakes up later; longer than this, somebody says that the time is right. */
const FORWARD_TOLERANCE_MS = 24 * 3_600_000;

/** What an officer said about the clock, with the deviations from each DCM's that were known to him then. */
export interface ClockConfirmation {
  readonly auditSeq: number;
  /** Milliseconds by environment. */
  readonly offsets: ReadonlyMap<string, number>;
}

interface Known {
  readonly nowMs: number;
  /** The event with the latest time since the confirmation, if that is after now. */
  readonly later: { readonly seq: number; readonly at: string } | null;
  /** The DCM whose clock counts here; `null`: none has answered yet. */
  readonly measure: ClockMeasure | null;
  readonly confirmation: ClockConfirmation | null;
  /** How far the wall clock ran ahead of the monotonic one since the last time that it was found right. */
  readonly movedMs: number;
}

/** Says why the computer's clock is not to be believed; nothing: it is. */
export function findClockDoubts({ nowMs, later, measure, confirmation, movedMs }: Known): ClockDoubt[] {
  const doubts: ClockDoubt[] = [];
  const behindMs = later === null ? 0 : Date.parse(later.at) - nowMs;
  if (later !== null && behindMs > BEHIND_TOLERANCE_MS) {
    doubts.push({ kind: 'behind-trail', auditSeq: later.seq, at: later.at, seconds: Math.round(behindMs / 1000) });
  }
  if (measure !== null && isApart(measure.offsetMs) && !isCovered(measure, confirmation)) {
    const { env, at, offsetMs } = measure;
    doubts.push({ kind: 'differs-from-dcm', env, at, seconds: Math.round(offsetMs / 1000) });
  }
  if (movedMs < -BEHIND_TOLERANCE_MS || movedMs > FORWARD_TOLERANCE_MS) {
    doubts.push({ kind: 'moved', seconds: Math.round(movedMs / 1000) });
  }
  return doubts;
}

/** Tells whether two clocks are further apart than two honest ones. */
export function isApart(offsetMs: number): boolean {
  return Math.abs(offsetMs) > DCM_TOLERANCE_MS;
}

/** A confirmation is about the deviation that was known then, until the clocks agree again or come apart further. */
function isCovered({ env, offsetMs, agreedSeq }: ClockMeasure, confirmation: ClockConfirmation | null): boolean {
  const known = confirmation?.offsets.get(env);
  if (confirmation === null || known === undefined) return false;
  if (agreedSeq !== null && agreedSeq >= confirmation.auditSeq) return false;
  return !isApart(offsetMs - known);
}

/**
 * Gives DCM's time minus ours from one answer, milliseconds; `null`: nothing follows from it. `receivedMs` is our wall
 * clock at the end, the round trip is by the monotonic one, so a clock that is set meanwhile deceives nobody. DCM's
 * `Date` is cut to the second, and was written somewhere between: the middle of both is taken.
 * @see RFC 9110 §6.6.1
 */
export function offsetOf(answer: {
  readonly serverTime: number;
  readonly receivedMs: number;
  readonly roundTripMs: number;
}): number | null {
  if (answer.roundTripMs < 0 || answer.roundTripMs > LONGEST_ROUND_TRIP_MS) return null;
  return Math.round(answer.serverTime + 500 - (answer.receivedMs - answer.roundTripMs / 2));
}

const LONGEST_ROUND_TRIP_MS = 10_000;
