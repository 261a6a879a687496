import type { Actor, AuditEvent, AuditEventType, AuditPayload } from '../../shared/model/audit-event.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { nextEvent } from '../domain/audit-chain.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';

/** Writes the hash-chained trail of one home. */
export interface AuditTrail {
  /** Adds one event. Only inside `store.write`, so that an act and its event stand or fall together. */
  append(type: AuditEventType, payload: AuditPayload): AuditEvent;
  /** No audit, no act: called before the keychain is opened. @throws HOME_UNWRITABLE, HOME_IN_USE, DISK_FULL */
  requireWritable(): void;
  /** Adds one event of something that happens anyway (judging, reading). @returns whether it could be recorded */
  note(type: AuditEventType, payload: AuditPayload): boolean;
  /** The same for an event that belongs to a change: both or neither. @returns whether they could be recorded */
  attempt(change: () => void): boolean;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly policySha256: string;
}

/** Makes the trail's writer for one actor. The hash of the policy in force goes into every event. */
export function createAuditTrail({ store, clock, actor, policySha256 }: Dependencies): AuditTrail {
  function append(type: AuditEventType, payload: AuditPayload): AuditEvent {
    const event = nextEvent(store.audit.head(), {
      at: new Date(clock.now()).toISOString(),
      monotonicMs: Math.round(clock.monotonicMs()),
      actor,
      type,
      payload,
      policySha256,
    });
    store.audit.append(event);
    return event;
  }

  function attempt(change: () => void): boolean {
    if (!store.isWritable) return false;
    try {
      store.write(change);
      return true;
    } catch (error) {
      // Judging and reading answer all the same; whoever asked is told that it was not recorded.
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  return {
    append,
    requireWritable() {
      store.write(() => undefined);
    },
    attempt,
    note: (type, payload) => attempt(() => void append(type, payload)),
  };
}
