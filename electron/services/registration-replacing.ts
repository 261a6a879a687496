import type { Store } from '../adapters/sqlite/store.ts';
import type { RegistrationLog } from './registration-log.ts';

interface Dependencies {
  readonly store: Store;
  readonly log: RegistrationLog;
}

/** An entry of DCM's list that was seen to hold a key of ours. */
interface Taken {
  readonly env: string;
  readonly guid: string;
  /** The kid that stands there now. */
  readonly by: string;
  readonly responseSha256: string;
  /** The entry in which the same list shows a key; `null`: in none. By kid and thumbprint together. */
  readonly entryOf: (key: { readonly kid: string; readonly thumbprint: string }) => string | null;
}

/**
 * Notes what became of the keys that stood in an entry before: gone from DCM's list, or, where DCM keeps one, known
 * under its new entry. Only inside `store.write`. Noting it again changes nothing.
 */
export function noteReplaced({ store, log }: Dependencies, { env, guid, by, responseSha256, entryOf }: Taken): void {
  const before = store.registrations
    .list()
    .filter((one) => one.env === env && one.guid === guid && one.kid !== by)
    .filter(({ state }) => state === 'listed' || state === 'proven' || state === 'in-use');
  for (const known of before) {
    const entry = entryOf(known);
    const evidence = { method: 'GET', responseSha256, note: `entry ${guid} went to ${by}` } as const;
    if (entry === null) log.put({ ...known, state: 'replaced' }, { type: 'registration.replaced' }, evidence);
    else log.put({ ...known, guid: entry }, { type: 'registration.listed' }, evidence);
  }
}
