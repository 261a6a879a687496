import type { Key, KeyState } from '../../shared/model/key.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { movesFrom, requireMove } from '../domain/key-state.ts';
import { movesOf, usesOf } from '../domain/passport.ts';
import { requireReason } from '../domain/reason.ts';
import type { KeyDeletion } from './key-deletion.ts';
import type { KeyDetails } from './key-details.ts';
import type { KeyMoves } from './key-moves.ts';
import { publicFacts } from './key-storing.ts';
import type { Keys } from './keys.ts';
import type { Possession } from './possession.ts';
import { refuseSealed, type Standbys } from './standbys.ts';

const DELETING: readonly KeyState[] = ['delete-scheduled', 'delete-pending', 'deleted'];

/** The life of keys: every move with its time, actor and reason, in one transaction with its audit event. */
export interface KeyLife extends Pick<KeyDeletion, 'delete' | 'cancelDelete' | 'due' | 'deleteDue'> {
  /** What became of a key, how often it signed, and what may become of it next. @throws KEY_NOT_FOUND */
  read(kid: string): Output<'key.read'>;
  /**
   * Moves a key to another state. `since`: for `compromised`, suspected since (ISO 8601); now where nobody says. It is
   * said once: neither date is ever changed. Retiring orders the deletion of the private half after the policy's waiting
   * time, `compromised` at once; both are carried out by `deleteDue`, since no keychain is opened here.
   * @throws KEY_NOT_FOUND, KEY_SEALED, STATE_MOVE_REFUSED, INPUT_INVALID, HOME_UNWRITABLE
   */
  move(kid: string, to: KeyState, why: { readonly reason: string; readonly since: string | null }): Key;
}

interface Dependencies {
  readonly store: Store;
  readonly keys: Keys;
  readonly moves: KeyMoves;
  readonly deletion: KeyDeletion;
  readonly keyDetails: KeyDetails;
  readonly possession: Possession;
  readonly standbys: Standbys;
  readonly clock: Clock;
}

/** Makes the life-cycle service of one home. */
export function createKeyLife(dependencies: Dependencies): KeyLife {
  const { store, keys, moves, deletion, keyDetails, possession, standbys, clock } = dependencies;

  function move(kid: string, to: KeyState, { reason, since }: Parameters<KeyLife['move']>[2]): Key {
    if (DELETING.includes(to)) {
      throw new AppError('STATE_MOVE_REFUSED', `a key becomes ${to} by being deleted, not by a move`, {
        hint: 'delete it: dcm-keys key delete KID --reason R --yes',
      });
    }
    const wanted = requireReason(reason);
    const now = clock.now();
    if (since !== null && to !== 'compromised') {
      throw new AppError('INPUT_INVALID', 'a "since" belongs to a key that becomes compromised', {
        hint: 'leave it out',
      });
    }
    if (since !== null && Date.parse(since) > now) {
      throw new AppError('INPUT_INVALID', 'a key cannot be suspected since a time to come', {
        hint: 'give an instant that has passed',
      });
    }
    const after = moves.write(kid, 'key.moved', (key) => {
      requireMove(key.state, to);
      if (to === 'active') refuseSealed(standbys, kid);
      if (to === 'active') deletion.requireHeld(key);
      if (to === 'retired') {
        const deleteDueAt = deletion.orderedBy(key, to);
        return { key: { state: to, deleteDueAt }, payload: { reason: wanted, dueAt: deleteDueAt } };
      }
      if (to !== 'compromised') return { key: { state: to }, payload: { reason: wanted } };
      if (key.compromisedAt !== null) throw markedAlready(key.compromisedAt);
      const at = new Date(now).toISOString();
      const compromisedSince = since ?? at;
      return {
        key: {
          state: to,
          compromisedSince,
          compromisedAt: at,
          deleteDueAt: deletion.orderedBy(key, to),
          deleteFrom: null,
        },
        payload: { reason: wanted, since: compromisedSince },
      };
    });
    return publicFacts(after);
  }

  return {
    read(kid) {
      const key = keys.record(kid);
      const events = store.audit.about(kid);
      // Marked once, marked for ever: the dates of a theft are not moved by a second report.
      const isMarked = key.compromisedAt !== null;
      const isSealed = standbys.get(kid) !== null;
      return {
        replacedBy: store.keys.successorsOf(kid).map((successor) => successor.kid),
        mayUndo: keyDetails.mayUndo(kid),
        possession: possession.pending(kid),
        moves: movesOf(events),
        uses: usesOf(events),
        mayBecome: movesFrom(key.state).filter(
          (state) =>
            !DELETING.includes(state) && !(state === 'compromised' && isMarked) && !(state === 'active' && isSealed),
        ),
        ...deletion.options(key),
      };
    },
    move,
    delete: deletion.delete,
    cancelDelete: deletion.cancelDelete,
    due: deletion.due,
    deleteDue: deletion.deleteDue,
  };
}

function markedAlready(at: string): AppError {
  return new AppError('STATE_MOVE_REFUSED', `this key was marked compromised at ${at}; neither date is changed`, {
    hint: 'a note can be added: dcm-keys key describe KID --notes …',
  });
}
