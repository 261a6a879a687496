import type { AuditEvent, AuditEventType, AuditPayload } from '../../shared/model/audit-event.ts';
import type { RegistrationStep } from '../../shared/model/registration.ts';
import type { RegistrationRecord, Store } from '../adapters/sqlite/store.ts';
import type { AuditTrail } from './audit-trail.ts';

/** What a step was made of, beside the state that it led to. */
export interface StepEvidence {
  readonly method: RegistrationStep['method'];
  /** SHA-256, hex; `null` where nothing was sent or answered. */
  readonly requestSha256?: string | null;
  readonly responseSha256?: string | null;
  readonly note?: string | null;
}

/** Writes what becomes of registrations: the state, the step with its evidence, and the audit event, all or nothing. */
export interface RegistrationLog {
  /** Only inside `store.write`. */
  put(
    record: Omit<RegistrationRecord, 'updatedAt'>,
    event: { readonly type: AuditEventType; readonly payload?: AuditPayload },
    evidence: StepEvidence,
  ): RegistrationRecord;
}

/** Makes the log of one home. */
export function createRegistrationLog({
  store,
  trail,
}: {
  readonly store: Store;
  readonly trail: AuditTrail;
}): RegistrationLog {
  return {
    put(record, { type, payload = {} }, { method, requestSha256 = null, responseSha256 = null, note = null }) {
      const { kid, env, guid, state, thumbprint } = record;
      const event = trail.append(type, { kid, env, guid, thumbprint, ...payload });
      const full = { ...record, updatedAt: event.at };
      store.registrations.put(full);
      const by = actorText(event.actor);
      store.registrationSteps.insert({
        kid,
        env,
        guid,
        state,
        method,
        requestSha256,
        responseSha256,
        at: event.at,
        by,
        note,
      });
      return full;
    },
  };
}

function actorText({ name, osUser, host, verifiedBy }: AuditEvent['actor']): string {
  return `${name ?? osUser}@${host} (${verifiedBy})`;
}
