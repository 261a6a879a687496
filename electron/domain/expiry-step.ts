import type { Key, KeyState } from '../../shared/model/key.ts';
import { usesIn } from './key-state.ts';

/** How near the end of a key is, in days: the steps at which officers are told; 0: it has ended. */
export type ExpiryStep = 30 | 7 | 1 | 0;

const DAY_MS = 86_400_000;
const STEPS: readonly ExpiryStep[] = [0, 1, 7, 30];

/** Tells whether a key in this state signs, or may come to sign again. The end of any other key concerns nobody. */
export function canStillSign(state: KeyState): boolean {
  return usesIn(state) !== 'nothing';
}

/** The last step that a key has reached; `null`: its end is far, or it has none, or it signs no more anyway. */
export function expiryStepOf(key: Pick<Key, 'state' | 'expiresAt'>, now: number): ExpiryStep | null {
  return STEPS.find((step) => endsWithin(key, step, now)) ?? null;
}

/** Tells whether a key that can still sign ends within so many days, or has ended. */
export function endsWithin(key: Pick<Key, 'state' | 'expiresAt'>, days: number, now: number): boolean {
  return key.expiresAt !== null && canStillSign(key.state) && Date.parse(key.expiresAt) - now <= days * DAY_MS;
}

/** Whole days until an instant (ISO 8601), a begun one counted; 0 where it has passed. */
export function daysUntil(instant: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now) / DAY_MS));
}
