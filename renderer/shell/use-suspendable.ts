import type { AuditEvent } from '../../shared/model/audit-event.ts';
import type { Failure } from '../../shared/ipc/result.ts';
import type { Key } from '../../shared/model/key.ts';
import { useQuery } from '../ipc/use-call.ts';

/** How far back the trail is read for the order; keys that signed nothing since then follow by their age. */
const EVENTS_READ = 500;

export interface Suspendable {
  /** `null` while they are read, and where they can't be. */
  readonly keys: readonly Key[] | null;
  readonly error: Failure | null;
}

/** The keys that can sign, the one that signed last first. */
export function useSuspendable(): Suspendable {
  const keys = useQuery('key.list', {});
  const events = useQuery('audit.list', { before: null, limit: EVENTS_READ });
  // A trail that can't be read costs the order, never the act.
  if (keys.value === null || (events.value === null && events.error === null)) return { keys: null, error: keys.error };
  const lastUse = lastUses(events.value ?? []);
  const rank = (key: Key) => lastUse.get(key.kid) ?? -1;
  const suspendable = keys.value
    .filter((key) => key.state === 'active' && key.custody === 'here')
    .sort((one, other) => rank(other) - rank(one) || other.createdAt.localeCompare(one.createdAt));
  return { keys: suspendable, error: keys.error };
}

/** By kid, the number of the newest event in which it signed. */
function lastUses(events: readonly AuditEvent[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { type, payload, seq } of events) {
    const { kid } = payload;
    if (type === 'token.signed' && typeof kid === 'string') uses.set(kid, Math.max(seq, uses.get(kid) ?? -1));
  }
  return uses;
}
