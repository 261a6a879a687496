import type { Key } from '../../shared/model/key.ts';
import type { Registration } from '../../shared/model/registration.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import { isListedAs } from '../domain/registration-rules.ts';
import { oldKeyNeededUntil } from '../domain/rotation.ts';

/** An update (PUT) whose answer was lost. */
interface LostUpdate {
  readonly guid: string;
  /** The key of ours that stood in the entry when it was sent, as far as we know. */
  readonly over: string | null;
}

/** What was seen at DCM to hold the entry: the bytes have not been judged. */
interface Entry {
  readonly guid: string;
  readonly data: unknown;
}

/**
 * Gives the update of a key that nobody knows the end of; `null` where there is none. Whatever is sent again must be that
 * update: a POST would make a second entry beside it, if the first one is carried out late, and leave the old key in force.
 */
export function lostUpdate(store: Store, env: string, kid: string): LostUpdate | null {
  const known = store.registrations.get(env, kid);
  if (known === null || !isUnsettled(known) || known.guid === null) return null;
  const { guid } = known;
  const sent = store.registrationSteps.list(env, kid).findLast(({ state }) => state === 'sent');
  if (sent?.method !== 'PUT') return null;
  const before = store.registrations
    .list()
    .filter((one) => one.env === env && one.guid === guid && one.kid !== kid)
    .filter(({ state }) => state === 'listed' || state === 'proven' || state === 'in-use');
  return { guid, over: before.length === 1 ? (before[0]?.kid ?? null) : null };
}

/** `sent`: the process ended before it could note what came of it. */
function isUnsettled({ state }: Registration): boolean {
  return state === 'unknown' || state === 'sent';
}

/**
 * Refuses to give the entry of a key to another one while its planned rotation is under way and tokens of it may be: DCM
 * would refuse them from that moment.
 * @throws ROTATION_NOT_READY
 */
export function requireNotRotating(
  store: Store,
  entry: Entry,
  { env, now, longestLifeSeconds }: { readonly env: string; readonly now: number; readonly longestLifeSeconds: number },
): void {
  const holder = store.keys.list().find((key: Key) => isListedAs(entry, key));
  const open = store.rotations
    .list()
    .find((one) => one.env === env && one.kind === 'planned' && one.endedAt === null && one.oldKid === holder?.kid);
  if (open === undefined) return;
  const until = oldKeyNeededUntil(open, longestLifeSeconds);
  if (until !== null && until <= now) return;
  throw new AppError(
    'ROTATION_NOT_READY',
    until === null
      ? `entry ${entry.guid} holds the old key of a planned rotation: its tokens are still under way`
      : `entry ${entry.guid} holds a key whose tokens may be under way until ${new Date(until).toISOString()}`,
    {
      hint: 'nothing was sent: send the successor beside it (POST); if the old key must stop at once, begin an emergency',
    },
  );
}
