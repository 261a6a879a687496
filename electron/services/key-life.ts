import type { Key, KeyState } from '../../shared/model/key.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import type { AuditPayload } from '../../shared/model/audit-event.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { movesFrom, requireMove } from '../domain/key-state.ts';
import { movesOf, usesOf } from '../domain/passport.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';
import { publicFacts } from './key-storing.ts';
import type { KeyDetails } from './key-details.ts';
import type { Keys } from './keys.ts';
import type { Possession } from './possession.ts';
import { type PolicyInForce, requirePolicy } from './policy.ts';
import type { Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

const DAY_MS = 86_400_000;
const DELETING: readonly KeyState[] = ['delete-scheduled', 'delete-pending', 'deleted'];

/** The life of keys: every move with its time, actor and reason, in one transaction with its audit event. */
export interface KeyLife {
  /** What became of a key, how often it signed, and what may become of it next. @throws KEY_NOT_FOUND */
  read(kid: string): Output<'key.read'>;
  /**
   * Moves a key to another state. `since`: for `compromised`, suspected since (ISO 8601); now where nobody says.
   * The private half is not touched: deleting has its own call.
   * @throws KEY_NOT_FOUND, STATE_MOVE_REFUSED, INPUT_INVALID, HOME_UNWRITABLE
   */
  move(kid: string, to: KeyState, why: { readonly reason: string; readonly since: string | null }): Key;
  /**
   * Deletes the private half from this computer's keychain: a draft and a compromised key at once, others after the
   * policy's waiting time, or at once where the policy allows it (`isNow`). Called again when the time has come, or
   * when the keychain did not confirm.
   * @throws KEY_NOT_FOUND, STATE_MOVE_REFUSED, POLICY_INVALID, POLICY_REFUSED, INPUT_INVALID, KEYCHAIN_*, AUDIT_BROKEN
   */
  delete(kid: string, how: { readonly reason: string; readonly isNow: boolean }): Promise<Key>;
  /** Calls a scheduled deletion off; the key is what it was before. @throws STATE_MOVE_REFUSED */
  cancelDelete(kid: string): Key;
  /** Keys whose private half is to be deleted by now. No keychain is opened. */
  due(): readonly Key[];
  /**
   * Deletes what is due, and tries again what the keychain did not confirm; opens no keychain where nothing is due.
   * @returns the kids that are now deleted
   */
  deleteDue(): Promise<readonly string[]>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly keys: Keys;
  readonly keyDetails: KeyDetails;
  readonly possession: Possession;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
}

type MoveEvent = 'key.moved' | 'key.delete-scheduled' | 'key.delete-cancelled' | 'key.delete-pending' | 'key.deleted';

/** Makes the life-cycle service of one home. */
export function createKeyLife(dependencies: Dependencies): KeyLife {
  const { store, trail, seal, session, keys, keyDetails, possession, policy, clock } = dependencies;

  /** Writes the new state and its event together, after looking at the state once more under the write lock. */
  function write(
    kid: string,
    type: MoveEvent,
    change: (key: KeyRecord) => {
      readonly key: Partial<KeyRecord> & { readonly state: KeyState };
      readonly payload: AuditPayload;
    },
  ): KeyRecord {
    return store.write(() => {
      const before = keys.record(kid);
      const { key, payload } = change(before);
      const after = { ...before, ...key };
      store.keys.update(after);
      trail.append(type, { kid, from: before.state, to: after.state, ...payload });
      return after;
    });
  }

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
    const after = write(kid, 'key.moved', (key) => {
      requireMove(key.state, to);
      if (to === 'active' && !isHeld(key)) throw removalBegun('it cannot become active');
      if (to !== 'compromised') return { key: { state: to }, payload: { reason: wanted } };
      const compromisedSince = since ?? new Date(now).toISOString();
      return {
        key: {
          state: to,
          compromisedSince,
          compromisedAt: new Date(now).toISOString(),
          deleteDueAt: null,
          deleteFrom: null,
        },
        payload: { reason: wanted, since: compromisedSince },
      };
    });
    return publicFacts(after);
  }

  /** When a deletion that is ordered now may be carried out, milliseconds since 1970. */
  function dueAt(key: KeyRecord, isNow: boolean): number {
    const { deletionWaitingDays, mayDeleteAtOnce } = requirePolicy(policy);
    const now = clock.now();
    if (key.state === 'compromised' || deletionWaitingDays === 0) return now;
    if (!isNow) return now + deletionWaitingDays * DAY_MS;
    if (mayDeleteAtOnce) return now;
    throw new AppError(
      'POLICY_REFUSED',
      `the policy wants ${String(deletionWaitingDays)} days before a private half is deleted`,
      {
        hint: 'leave out --now: the deletion is scheduled, and can be called off until then',
      },
    );
  }

  function schedule(kid: string, reason: string, isNow: boolean): KeyRecord {
    return write(kid, 'key.delete-scheduled', (key) => {
      requireMove(key.state, 'delete-scheduled');
      const due = new Date(dueAt(key, isNow)).toISOString();
      return {
        key: { state: 'delete-scheduled', deleteDueAt: due, deleteFrom: key.state },
        payload: { reason, dueAt: due },
      };
    });
  }

  /**
   * The keychain says "no such entry" before the record says deleted. The decision is taken once more, under the write
   * lock, with the mark that removal has begun: from there on it can't be called off, and a crash leaves it due.
   */
  async function removeNow({ kid, keychainId }: KeyRecord, isMeant: (key: KeyRecord) => boolean): Promise<KeyRecord> {
    if (keychainId === null) return finish(kid, 'deleted');
    trail.requireWritable();
    const keychain = session.open();
    await seal.requireWhole(keychain);
    const outcome = await keychain.exclusively(async () => {
      store.write(() => {
        const key = keys.record(kid);
        if (!isMeant(key)) throw changedMeanwhile(key.state);
        keychain.privateKeys.beginRemoval(keychainId);
      });
      return await keychain.privateKeys.remove(keychainId);
    });
    const before = keys.record(kid);
    // Said once: trying again in vain is no news.
    if (outcome === 'delete-pending' && before.state === 'delete-pending') return before;
    const after = finish(kid, outcome);
    await seal.seal(keychain);
    return after;
  }

  function finish(kid: string, outcome: 'deleted' | 'delete-pending'): KeyRecord {
    return write(kid, outcome === 'deleted' ? 'key.deleted' : 'key.delete-pending', () => ({
      key: {
        state: outcome,
        deleteDueAt: null,
        ...(outcome === 'deleted' ? { deleteFrom: null, unavailableSince: null } : {}),
      },
      payload: {},
    }));
  }

  const phaseOf = ({ keychainId }: KeyRecord) => (keychainId === null ? null : store.intents.get(keychainId)?.phase);
  /** Its private half is where it belongs, as far as the records say; a key that is kept elsewhere is not ours to miss. */
  const isHeld = (key: KeyRecord): boolean => key.keychainId === null || phaseOf(key) === 'kept';
  const isDue = (key: KeyRecord): boolean =>
    key.state === 'delete-pending' ||
    (key.state !== 'deleted' && phaseOf(key) === 'removing') ||
    (key.state === 'delete-scheduled' && key.deleteDueAt !== null && Date.parse(key.deleteDueAt) <= clock.now());

  return {
    read(kid) {
      const key = keys.record(kid);
      const events = store.audit.about(kid);
      const next = movesFrom(key.state);
      return {
        replacedBy: store.keys.successorsOf(kid).map((successor) => successor.kid),
        mayUndo: keyDetails.mayUndo(kid),
        possession: possession.pending(kid),
        moves: movesOf(events),
        uses: usesOf(events),
        mayBecome: next.filter((state) => !DELETING.includes(state)),
        mayBeDeleted:
          next.some((state) => DELETING.includes(state)) && (key.state !== 'delete-scheduled' || isDue(key)),
        deletionWaitsDays:
          key.state === 'draft' || key.state === 'compromised' || isDue(key) ? 0 : policy.policy.deletionWaitingDays,
      };
    },
    move,
    async delete(kid, { reason, isNow }) {
      const wanted = requireReason(reason);
      const key = keys.record(kid);
      const isMeant = (one: KeyRecord) => one.state === 'draft' || isDue(one);
      if (isMeant(key)) return publicFacts(await removeNow(key, isMeant));
      if (key.state === 'delete-scheduled') {
        throw new AppError('STATE_MOVE_REFUSED', `this key is to be deleted on ${key.deleteDueAt ?? '-'} already`, {
          hint: 'wait until then, or call it off: dcm-keys key delete KID --cancel',
        });
      }
      const scheduled = schedule(kid, wanted, isNow);
      return publicFacts(isDue(scheduled) ? await removeNow(scheduled, isDue) : scheduled);
    },
    cancelDelete(kid) {
      const after = write(kid, 'key.delete-cancelled', (key) => {
        if (key.state === 'delete-scheduled' && key.deleteFrom !== null) {
          if (!isHeld(key)) throw removalBegun('it cannot be called off');
          return { key: { state: key.deleteFrom, deleteDueAt: null, deleteFrom: null }, payload: {} };
        }
        throw new AppError('STATE_MOVE_REFUSED', `this key is ${key.state}: no deletion is waiting to be called off`, {
          hint: 'dcm-keys key show KID tells its state',
        });
      });
      return publicFacts(after);
    },
    due: () => store.keys.list().filter(isDue).map(publicFacts),
    async deleteDue() {
      const gone: string[] = [];
      for (const key of store.keys.list().filter(isDue)) {
        if ((await removeNow(key, isDue)).state === 'deleted') gone.push(key.kid);
      }
      return gone;
    },
  };
}

function removalBegun(consequence: string): AppError {
  return new AppError('STATE_MOVE_REFUSED', `the private half of this key is no longer kept: ${consequence}`, {
    hint: 'delete it once more, so that the record says so: dcm-keys key delete KID --reason R --yes',
  });
}

function changedMeanwhile(state: KeyState): AppError {
  return new AppError('STATE_MOVE_REFUSED', `this key has become ${state} in the meantime: nothing was deleted`, {
    hint: 'look at the key, and decide again',
  });
}
