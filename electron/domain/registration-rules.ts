import type { Key } from '../../shared/model/key.ts';
import type { Adoption } from '../../shared/model/reconciliation.ts';
import type { Registration } from '../../shared/model/registration.ts';
import { AppError } from './errors.ts';
import { kidOfUnknown } from './kid.ts';
import { thumbprintOfUnknown } from './thumbprint.ts';

/** An entry of DCM's list as it was sent; `data` has not been judged. */
interface Entry {
  readonly guid: string;
  readonly data: unknown;
}

type OurKey = Pick<Key, 'kid' | 'thumbprint'>;

/** The body of Create jwk and of Update jwk: one key, and nothing but its public members. */
export function requestBody({ jwk }: Pick<Key, 'jwk'>): string {
  return JSON.stringify({ data: jwk });
}

/** Tells whether an entry is this key: by kid and thumbprint together, never by one of them. */
export function isListedAs({ data }: Entry, { kid, thumbprint }: OurKey): boolean {
  return kidOfUnknown(data) === kid && thumbprintOfUnknown(data) === thumbprint;
}

/**
 * Looks for our key in DCM's list; `null` where it is not there and its kid is free.
 * @throws KID_TAKEN when another key stands there under our kid
 */
export function requireFreeKid<E extends Entry>(entries: readonly E[], key: OurKey): E | null {
  const same = entries.find((one) => isListedAs(one, key));
  if (same !== undefined) return same;
  const other = entries.find((one) => kidOfUnknown(one.data) === key.kid);
  if (other === undefined) return null;
  throw new AppError('KID_TAKEN', `DCM lists another key under this kid (entry ${other.guid})`, {
    hint: 'find out whose key that is before anything else; make a new key with another kid',
  });
}

/**
 * Gives the entry that is to hold another key. Only one of ours, or one that somebody answers for, is overwritten.
 * @throws REGISTRATION_NOT_FOUND, KEY_OUT_OF_SCOPE
 */
export function requireOurEntry<E extends Entry>(
  entries: readonly E[],
  guid: string,
  own: { readonly keys: readonly OurKey[]; readonly adoptions: readonly Adoption[] },
): E {
  const entry = entries.find((one) => one.guid === guid);
  if (entry === undefined) {
    throw new AppError('REGISTRATION_NOT_FOUND', `DCM lists no entry ${guid} for this counterparty`, {
      hint: 'dcm-keys dcm list --env NAME shows the entries; nothing was sent',
    });
  }
  const thumbprint = thumbprintOfUnknown(entry.data);
  const isAdopted = own.adoptions.some((one) => one.guid === guid && one.thumbprint === thumbprint);
  if (isAdopted || own.keys.some((key) => isListedAs(entry, key))) return entry;
  throw new AppError('KEY_OUT_OF_SCOPE', `entry ${guid} holds a key that is none of ours`, {
    hint: 'find out whose key it is; compare with DCM’s list and adopt it before it is overwritten',
  });
}

/**
 * Requires an entry to hold one of these keys: another key of ours may have taken the place since, and is in use.
 * @throws ROTATION_NOT_READY
 */
export function requireEntryOf(entry: Entry, keys: readonly OurKey[]): void {
  if (keys.some((key) => isListedAs(entry, key))) return;
  throw new AppError('ROTATION_NOT_READY', `entry ${entry.guid} does not hold the old key any more`, {
    hint: 'nothing was sent: compare with DCM’s list, and send the new key beside it (POST)',
  });
}

/** Refuses a key that must not be made known to this DCM. @throws KEY_OUT_OF_SCOPE, KEY_NOT_ACTIVE */
export function requireRegistrable(key: Key, env: string, now: number): Key {
  if (key.env !== null && key.env !== env) {
    throw new AppError('KEY_OUT_OF_SCOPE', `this key belongs to environment "${key.env}", not to "${env}"`, {
      hint: `register it with "${key.env}", or make a key for "${env}"`,
    });
  }
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) {
    throw new AppError('KEY_NOT_ACTIVE', 'this key has passed its expiry date: DCM would go on accepting it', {
      hint: 'make a new key and register that one',
    });
  }
  if (key.state === 'active' || key.state === 'draft' || key.state === 'suspended') return key;
  throw new AppError('KEY_NOT_ACTIVE', `this key is ${key.state}: it is not registered any more`, {
    hint: 'make a new key and register that one',
  });
}

/** How long DCM may take to list what it has taken; nobody has said how long it does. */
const PUBLISHING_MS = 10 * 60_000;

/**
 * Refuses another POST for ten minutes after DCM answered one with an entry that it does not list yet: it would make a
 * second entry.
 * @throws REGISTRATION_UNKNOWN
 */
export function requireNotTaken(known: Pick<Registration, 'state' | 'guid' | 'updatedAt'> | null, now: number): void {
  if (known?.state !== 'sent' || known.guid === null) return;
  const waitsUntil = Date.parse(known.updatedAt) + PUBLISHING_MS;
  if (now >= waitsUntil) return;
  throw new AppError('REGISTRATION_UNKNOWN', `DCM took this key as ${known.guid}, and does not list it yet`, {
    hint: `nothing was sent again; look once more, and ask DCM if it is not listed by ${new Date(waitsUntil).toISOString()}`,
  });
}
