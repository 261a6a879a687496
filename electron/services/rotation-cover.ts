import type { Rotation } from '../../shared/model/rotation.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { hasStep, needsCover } from '../domain/rotation.ts';
import type { Keys } from './keys.ts';
import type { Registrations } from './registrations.ts';
import { notReady } from './rotation-guards.ts';

interface Dependencies {
  readonly store: Store;
  readonly keys: Keys;
  readonly registrations: Registrations;
}

/**
 * Puts a key over the entry of the old one. It is a draft that was made for this: nobody has its private half but this
 * computer, it signs nothing, and it may be sealed as the next standby key. Run again after a lost answer, it sends nothing twice.
 * @throws ROTATION_NOT_READY, KEY_NOT_FOUND, and what registering throws
 */
export async function coverEntry(
  { store, keys, registrations }: Dependencies,
  rotation: Rotation,
  kid: string,
): Promise<void> {
  const { env, oldKid, newKid } = rotation;
  if (!needsCover(rotation)) {
    throw notReady(
      hasStep(rotation, 'new-sent') ? 'the old entry needs no other key over it' : 'there is no successor at DCM yet',
      'name the standby key that was drawn: rotation successor ID KID; a successor that is not at DCM goes over the entry itself: rotation send',
    );
  }
  const key = keys.get(kid);
  const isMadeForIt = key.env === env && key.replaces === oldKid && key.state === 'draft' && key.custody === 'here';
  if (!isMadeForIt || kid === newKid) {
    throw notReady(
      'the key that covers an entry is a new draft that was made for it',
      `dcm-keys key generate --draft --env ${env} --replaces ${oldKid}`,
    );
  }
  const [old, cover] = [store.registrations.get(env, oldKid), store.registrations.get(env, kid)];
  // The app ended between DCM's answer and this rotation's own note.
  if (old?.state === 'replaced' && cover?.state === 'listed') return;
  await registrations.replace(oldKid, kid, env);
}
