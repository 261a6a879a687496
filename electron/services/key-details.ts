import type { Flow } from '../../shared/model/flow.ts';
import type { AuditEventType, AuditPayload } from '../../shared/model/audit-event.ts';
import type { Key, KeyCopy, KeyDescription } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { withCopy } from '../domain/key-copy.ts';
import { changedFields, descriptionOf, normaliseDescription } from '../domain/key-description.ts';
import { requireFutureExpiry } from '../domain/key-expiry.ts';
import { orderedFlows } from '../domain/key-flows.ts';
import { usesIn } from '../domain/key-state.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';
import { publicFacts } from './key-storing.ts';
import type { Keys } from './keys.ts';

/** What people say of a key: whose it is, what for, what it may sign, where copies lie. Each change has its event. */
export interface KeyDetails {
  /**
   * Writes label, notes, tags, owner and purpose. Its event names the fields, never their texts: somebody may have
   * pasted a secret. @throws KEY_NOT_FOUND, INPUT_INVALID, HOME_*
   */
  describe(kid: string, description: KeyDescription): Key;
  /** Takes the last description back that still stands. @throws KEY_NOT_FOUND, INPUT_INVALID where there is none */
  undoDescribe(kid: string): Key;
  mayUndo(kid: string): boolean;
  /**
   * Sets the flows that a key may sign and its last day. Both can be widened again: that is why a reason is wanted.
   * @throws KEY_NOT_FOUND, KEY_NOT_ACTIVE for a key that signs no more, INPUT_INVALID for a new last day that has
   *   passed, no flow at all, or no reason
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

interface Change {
  readonly key: Partial<KeyRecord>;
  readonly payload: AuditPayload;
}

/** Makes the details service of one home. */
export function createKeyDetails({ store, trail, keys, clock, randomBytes }: Dependencies): KeyDetails {
  const now = () => new Date(clock.now()).toISOString();

  /** Looks at the key under the write lock, and writes the change with its event; `null`: there is nothing to change. */
  function write(kid: string, type: AuditEventType, change: (key: KeyRecord) => Change | null): Key {
    const after = store.write(() => {
      const before = keys.record(kid);
      const changed = change(before);
      if (changed === null) return before;
      const key = { ...before, ...changed.key };
      store.keys.update(key);
      trail.append(type, { kid, ...changed.payload });
      return key;
    });
    return publicFacts(after);
  }

  return {
    describe(kid, description) {
      const after = normaliseDescription(description);
      return write(kid, 'key.described', (key) => {
        const before = descriptionOf(key);
        const fields = changedFields(before, after);
        if (fields.length === 0) return null;
        store.keyEdits.insert({ kid, at: now(), before, after });
        return { key: after, payload: { fields: [...fields] } };
      });
    },
    undoDescribe: (kid) =>
      write(kid, 'key.description-undone', (key) => {
        const edit = store.keyEdits.latest(kid);
        if (edit === null) {
          throw new AppError('INPUT_INVALID', 'there is no change of this key’s description to take back', {
            hint: 'label, notes, tags, owner and purpose can be taken back; what a key did, and its states, cannot',
          });
        }
        store.keyEdits.markUndone(edit, now());
        return { key: edit.before, payload: { fields: [...changedFields(descriptionOf(key), edit.before)] } };
      }),
    mayUndo: (kid) => store.keyEdits.latest(kid) !== null,
    restrict(kid, { reason, ...to }) {
      const wanted = requireReason(reason);
      const flows = orderedFlows(to.flows);
      return write(kid, 'key.restricted', (key) => {
        if (usesIn(key.state) === 'nothing') throw signsNoMore(key);
        const isSameDay = to.expiresAt === key.expiresAt;
        const expiresAt = isSameDay ? key.expiresAt : requireFutureExpiry(to.expiresAt, clock.now());
        if (isSameDay && JSON.stringify(flows) === JSON.stringify(key.flows)) return null;
        return {
          key: { flows, expiresAt },
          payload: {
            flowsBefore: key.flows,
            flowsAfter: flows,
            expiresAtBefore: key.expiresAt,
            expiresAtAfter: expiresAt,
            reason: wanted,
          },
        };
      });
    },
    noteReason(kid, reason) {
      const wanted = requireReason(reason);
      write(kid, 'key.reason-noted', () => ({ key: {}, payload: { reason: wanted } }));
    },
    addCopy: (kid, wanted) =>
      write(kid, 'key.copy-noted', (key) => {
        const { copy, copies } = withCopy(key.copies, wanted, { notedAt: now(), randomBytes });
        return { key: { copies }, payload: { copy: copy.id, kind: copy.kind, where: copy.where } };
      }),
    copyGone(kid, id, reason) {
      const wanted = requireReason(reason);
      return write(kid, 'key.copy-gone', ({ copies }) => {
        const copy = requireCopy(copies, id);
        const gone = { ...copy, goneAt: now() };
        return {
          key: { copies: copies.map((one) => (one.id === id ? gone : one)) },
          payload: { copy: id, kind: copy.kind, where: copy.where, reason: wanted },
        };
      });
    },
  };
}

function signsNoMore({ state }: KeyRecord): AppError {
  return new AppError('KEY_NOT_ACTIVE', `this key is ${state}: it signs nothing, so there is nothing to restrict`, {
    hint: 'its history stays as it is',
  });
}

function requireCopy(copies: readonly KeyCopy[], id: string): KeyCopy {
  const copy = copies.find((one) => one.id === id);
  if (copy === undefined) {
    throw new AppError('INPUT_INVALID', 'no copy of this key has this id', {
      hint: 'dcm-keys key show KID lists the copies that are known, each with its id',
    });
  }
  if (copy.goneAt === null) return copy;
  throw new AppError('INPUT_INVALID', `this copy is gone since ${copy.goneAt} already`, {
    hint: 'nothing was changed',
  });
}
