import type { Flow } from '../../shared/model/flow.ts';
import type { Key, KeyCopy, KeyDescription } from '../../shared/model/key.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Keys } from './keys.ts';

/** What people say of a key: whose it is, what for, what it may sign, where copies lie. Each change has its event. */
export interface KeyDetails {
  /** Writes label, notes, tags, owner and purpose. @throws KEY_NOT_FOUND, HOME_* */
  describe(kid: string, description: KeyDescription): Key;
  /** Takes the last description back that still stands. @throws KEY_NOT_FOUND, INPUT_INVALID where there is none */
  undoDescribe(kid: string): Key;
  mayUndo(kid: string): boolean;
  /**
   * Sets the flows that a key may sign and its last day. Both can be widened again: that is why a reason is wanted.
   * @throws KEY_NOT_FOUND, INPUT_INVALID for a day that has passed, no reason, or a key that signs no more
   */
  restrict(
    kid: string,
    to: { readonly flows: readonly Flow[] | null; readonly expiresAt: string | null; readonly reason: string },
  ): Key;
  /** Notes the reason of an act that was done before it was explained. @throws KEY_NOT_FOUND, INPUT_INVALID */
  noteReason(kid: string, reason: string): void;
  /** Notes a place where a copy of the private half is. @throws KEY_NOT_FOUND, INPUT_INVALID */
  addCopy(kid: string, copy: Pick<KeyCopy, 'kind' | 'where'>): Key;
  /** Notes that a copy was destroyed: somebody says so, nothing proves it. @throws KEY_NOT_FOUND, INPUT_INVALID */
  copyGone(kid: string, id: string, reason: string): Key;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Makes the details service of one home. */
export function createKeyDetails(_dependencies: Dependencies): KeyDetails {
  const notBuilt = (): never => {
    throw new AppError('INTERNAL', 'not built yet', { hint: '-' });
  };
  return {
    describe: notBuilt,
    undoDescribe: notBuilt,
    mayUndo: () => false,
    restrict: notBuilt,
    noteReason: notBuilt,
    addCopy: notBuilt,
    copyGone: notBuilt,
  };
}
