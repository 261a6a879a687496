import type { AuditPayload } from '../../shared/model/audit-event.ts';
import type { KeyState } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Keys } from './keys.ts';

type MoveEvent = 'key.moved' | 'key.delete-scheduled' | 'key.delete-cancelled' | 'key.delete-pending' | 'key.deleted';

/** Writes moves of a key's life. */
export interface KeyMoves {
  /**
   * Writes the new state and its event together, after looking at the state once more under the write lock. `change`
   * refuses, by throwing, what may not follow from there. @throws KEY_NOT_FOUND, HOME_*
   */
  write(
    kid: string,
    type: MoveEvent,
    change: (key: KeyRecord) => {
      readonly key: Partial<KeyRecord> & { readonly state: KeyState };
      readonly payload: AuditPayload;
    },
  ): KeyRecord;
}

/** Makes the writer of one home's moves. */
export function createKeyMoves(dependencies: {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly keys: Keys;
}): KeyMoves {
  const { store, trail, keys } = dependencies;
  return {
    write: (kid, type, change) =>
      store.write(() => {
        const before = keys.record(kid);
        const { key, payload } = change(before);
        const after = { ...before, ...key };
        store.keys.update(after);
        trail.append(type, { kid, from: before.state, to: after.state, ...payload });
        return after;
      }),
  };
}
