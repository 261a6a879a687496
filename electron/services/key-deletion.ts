import type { Key, KeyState } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError, hasCode } from '../domain/errors.ts';
import { mayMove, movesFrom, requireCallOff, requireMove } from '../domain/key-state.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { KeyMoves } from './key-moves.ts';
import { publicFacts } from './key-storing.ts';
import type { Keys } from './keys.ts';
import { type PolicyInForce, requirePolicy } from './policy.ts';
import type { Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

const DAY_MS = 86_400_000;
/** States in which a date of deletion counts. */
const ORDERED: readonly KeyState[] = ['retired', 'compromised', 'delete-scheduled'];

/** The end of private halves: ordered, called off, carried out, and said only when the keychain has said it. */
export interface KeyDeletion {
  /**
   * Deletes the private half from this computer's keychain: a draft and a compromised key at once, others after the
   * policy's waiting time, or at once where the policy allows it (`isNow`). Called again when the time has come, or
   * when the keychain did not confirm. Of a key that is kept elsewhere there is nothing to delete.
   * @throws KEY_NOT_FOUND, STATE_MOVE_REFUSED, POLICY_INVALID, POLICY_REFUSED, INPUT_INVALID, KEYCHAIN_*, AUDIT_BROKEN
   */
  delete(kid: string, how: { readonly reason: string; readonly isNow: boolean }): Promise<Key>;
  /** Calls a deletion off that was ordered, by itself or by retiring; the key is what it was before. @throws STATE_MOVE_REFUSED, INPUT_INVALID */
  cancelDelete(kid: string, reason: string): Key;
  /** Keys whose private half is to be deleted by now. No keychain is opened. */
  due(): readonly Key[];
  /**
   * Deletes what is due, and tries again what the keychain did not confirm; opens no keychain where nothing is due.
   * @returns the kids that are now deleted
   */
  deleteDue(): Promise<readonly string[]>;
  /** When a key that becomes `retired` or `compromised` now loses its private half (ISO 8601); `null`: none of it is here. */
  orderedBy(key: KeyRecord, state: 'retired' | 'compromised'): string | null;
  /** What may be done about the deletion of a key. */
  options(key: KeyRecord): {
    readonly mayBeDeleted: boolean;
    readonly mayCallOff: boolean;
    /** 0: at once. */
    readonly deletionWaitsDays: number;
  };
  /** Refuses to bring a key back whose removal has begun. @throws STATE_MOVE_REFUSED */
  requireHeld(key: KeyRecord): void;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly keys: Keys;
  readonly moves: KeyMoves;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
}

/** Makes the deletion service of one home. */
export function createKeyDeletion(dependencies: Dependencies): KeyDeletion {
  const { store, trail, seal, session, keys, policy, clock } = dependencies;
  const { write } = dependencies.moves;

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
      const due = earlier(key.deleteDueAt, new Date(dueAt(key, isNow)).toISOString());
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
  async function removeNow(
    { kid, keychainId }: KeyRecord,
    { reason, isMeant }: { readonly reason: string; readonly isMeant: (key: KeyRecord) => boolean },
  ): Promise<KeyRecord> {
    if (keychainId === null) throw keptElsewhere();
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
    const after = finish(kid, outcome, reason);
    await seal.seal(keychain);
    return after;
  }

  function finish(kid: string, outcome: 'deleted' | 'delete-pending', reason: string): KeyRecord {
    // Retired or stolen keys, also one that was marked while its removal ran, go by the same two steps as all others.
    if (!mayMove(keys.record(kid).state, outcome)) schedule(kid, reason, false);
    return write(kid, outcome === 'deleted' ? 'key.deleted' : 'key.delete-pending', (key) => {
      requireMove(key.state, outcome);
      return {
        key: {
          state: outcome,
          deleteDueAt: null,
          ...(outcome === 'deleted' ? { deleteFrom: null, unavailableSince: null } : {}),
        },
        payload: { reason },
      };
    });
  }

  const phaseOf = ({ keychainId }: KeyRecord) => (keychainId === null ? null : store.intents.get(keychainId)?.phase);
  /** Its private half is where it belongs, as far as the records say; a key that is kept elsewhere is not ours to miss. */
  const isHeld = (key: KeyRecord): boolean => key.keychainId === null || phaseOf(key) === 'kept';
  const isDue = (key: KeyRecord): boolean =>
    key.state === 'delete-pending' ||
    (key.state !== 'deleted' && phaseOf(key) === 'removing') ||
    // Cleared up after a crash: the row of the removal is gone with the entry, and a draft has no date that would say it.
    (key.state === 'draft' && !isHeld(key)) ||
    (ORDERED.includes(key.state) && key.deleteDueAt !== null && Date.parse(key.deleteDueAt) <= clock.now());

  /** A deletion that is ordered and not begun, of a key that is not stolen. */
  function mayCallOff(key: KeyRecord): boolean {
    const isOrdered = key.state === 'retired' || (key.state === 'delete-scheduled' && key.compromisedAt === null);
    return isOrdered && key.deleteDueAt !== null && isHeld(key);
  }

  return {
    orderedBy({ keychainId }, state) {
      // A policy that cannot be read must not hold a protective act up: the built-in waiting time then counts.
      const waitsDays = state === 'compromised' ? 0 : policy.policy.deletionWaitingDays;
      return keychainId === null ? null : new Date(clock.now() + waitsDays * DAY_MS).toISOString();
    },
    options: (key) => ({
      mayBeDeleted:
        key.keychainId !== null &&
        movesFrom(key.state).some((state) => state.startsWith('delete')) &&
        (key.state !== 'delete-scheduled' || isDue(key)),
      mayCallOff: mayCallOff(key),
      deletionWaitsDays:
        key.state === 'draft' || key.state === 'compromised' || isDue(key) ? 0 : policy.policy.deletionWaitingDays,
    }),
    requireHeld(key) {
      if (!isHeld(key)) throw removalBegun('it cannot become active');
    },
    async delete(kid, { reason, isNow }) {
      const wanted = requireReason(reason);
      const key = keys.record(kid);
      if (key.keychainId === null) throw keptElsewhere();
      const isMeant = (one: KeyRecord) => one.state === 'draft' || isDue(one);
      if (isMeant(key)) return publicFacts(await removeNow(key, { reason: wanted, isMeant }));
      if (key.state === 'delete-scheduled') {
        throw new AppError('STATE_MOVE_REFUSED', `this key is to be deleted on ${key.deleteDueAt ?? '-'} already`, {
          hint: 'wait until then, or call it off: dcm-keys key delete KID --cancel',
        });
      }
      const scheduled = schedule(kid, wanted, isNow);
      return publicFacts(isDue(scheduled) ? await removeNow(scheduled, { reason: wanted, isMeant: isDue }) : scheduled);
    },
    cancelDelete(kid, reason) {
      const payload = { reason: requireReason(reason) };
      const after = write(kid, 'key.delete-cancelled', (key) => {
        const isOrderedByRetiring = key.state === 'retired' && key.deleteDueAt !== null;
        const state = isOrderedByRetiring ? 'retired' : requireCallOff(key.state, key.deleteFrom);
        if (!isHeld(key)) throw removalBegun('it cannot be called off');
        return { key: { state, deleteDueAt: null, deleteFrom: null }, payload };
      });
      return publicFacts(after);
    },
    due: () => store.keys.list().filter(isDue).map(publicFacts),
    async deleteDue() {
      const gone: string[] = [];
      for (const key of store.keys.list().filter(isDue)) {
        const reason = key.compromisedAt === null ? 'the waiting time is over' : 'it is compromised';
        try {
          if ((await removeNow(key, { reason, isMeant: isDue })).state === 'deleted') gone.push(key.kid);
        } catch (error) {
          // Called off while another key was being removed: that one stays, and the rest goes on.
          if (!hasCode(error, 'STATE_MOVE_REFUSED')) throw error;
        }
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

function keptElsewhere(): AppError {
  return new AppError('STATE_MOVE_REFUSED', 'the private half of this key is not in this computer’s keychain', {
    hint: 'retire it: dcm-keys key state KID --to retired --reason R; its holder deletes it where it is',
  });
}

function changedMeanwhile(state: KeyState): AppError {
  return new AppError('STATE_MOVE_REFUSED', `this key has become ${state} in the meantime: nothing was deleted`, {
    hint: 'look at the key, and decide again',
  });
}

/** A second order puts nothing off. */
function earlier(ordered: string | null, due: string): string {
  return ordered !== null && ordered < due ? ordered : due;
}
