import type { Key } from '../../shared/model/key.ts';
import type { PossessionChallenge } from '../../shared/model/possession.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Keys } from './keys.ts';

/** Proof that the holder of a key which is kept elsewhere really has its private half. */
export interface Possession {
  /** What is asked now; `null`: nothing, or it was too long ago. @throws KEY_NOT_FOUND */
  pending(kid: string): PossessionChallenge | null;
  /**
   * Asks for a JWS over a fresh nonce, made for 24 hours. Its payload is none that DCM would take as a token.
   * @throws KEY_NOT_FOUND, INPUT_INVALID for a key that is kept here, HOME_*
   */
  ask(kid: string): PossessionChallenge;
  /**
   * Checks the answer: a compact JWS by that key, over exactly the payload that was asked for.
   * @throws KEY_NOT_FOUND, INPUT_INVALID where nothing is asked, POSSESSION_REFUSED, HOME_*
   */
  prove(kid: string, token: string): Key;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Makes the possession service of one home. */
export function createPossession(_dependencies: Dependencies): Possession {
  const notBuilt = (): never => {
    throw new AppError('INTERNAL', 'not built yet', { hint: '-' });
  };
  return { pending: () => null, ask: notBuilt, prove: notBuilt };
}
