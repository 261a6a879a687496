import type { KeyState } from '../../shared/model/key.ts';
import { AppError } from './errors.ts';

/**
 * The life of a key after NIST SP 800-57 part 1 §7: which state may follow which. Nothing else may.
 * Whether the private half can be reached just now (`unavailable`) is another fact, not a state.
 */
const MOVES: Readonly<Record<KeyState, readonly KeyState[]>> = {
  draft: ['active', 'compromised', 'deleted', 'delete-pending'],
  active: ['suspended', 'retired', 'compromised'],
  suspended: ['active', 'retired', 'compromised', 'delete-scheduled'],
  retired: ['compromised', 'delete-scheduled'],
  compromised: ['delete-scheduled'],
  'delete-scheduled': ['compromised', 'deleted', 'delete-pending'],
  'delete-pending': ['compromised', 'deleted'],
  deleted: [],
};

/** What a deletion that is called off leads back to. A stolen key's is never called off. */
const CALLED_OFF_TO: readonly KeyState[] = ['suspended', 'retired'];

/** Tells whether a key may go from one state to the other. */
export function mayMove(from: KeyState, to: KeyState): boolean {
  return MOVES[from].includes(to);
}

/** The states that may follow. */
export function movesFrom(from: KeyState): readonly KeyState[] {
  return MOVES[from];
}

/** @throws STATE_MOVE_REFUSED */
export function requireMove(from: KeyState, to: KeyState): void {
  if (mayMove(from, to)) return;
  const possible = movesFrom(from);
  throw new AppError('STATE_MOVE_REFUSED', `a key that is ${from} cannot become ${to}`, {
    hint: possible.length === 0 ? 'nothing follows: make a new key' : `possible from here: ${possible.join(', ')}`,
  });
}

/** Refuses what calling a scheduled deletion off can't lead to. @throws STATE_MOVE_REFUSED */
export function requireCallOff(from: KeyState, to: KeyState | null): KeyState {
  if (from === 'delete-scheduled' && to !== null && CALLED_OFF_TO.includes(to)) return to;
  const why =
    to === 'compromised' ? 'it is stolen, and its deletion stands' : 'no deletion is waiting to be called off';
  throw new AppError('STATE_MOVE_REFUSED', `this key is ${from}: ${why}`, {
    hint: 'dcm-keys key show KID tells its state',
  });
}

/** What a key may do in a state: sign tokens, sign the 60-second probe of possession that is never shown, or nothing. */
export function usesIn(state: KeyState): 'tokens' | 'probe' | 'nothing' {
  if (state === 'active') return 'tokens';
  return state === 'draft' || state === 'suspended' ? 'probe' : 'nothing';
}
