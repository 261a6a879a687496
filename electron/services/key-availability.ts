import type { KeyObject } from 'node:crypto';
import type { Key } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import { publicFacts } from './key-storing.ts';
import type { Keys } from './keys.ts';
import type { OpenKeychain, Session } from './session.ts';

/** Whether the private half of a key is where it should be: a fact beside its state, noted with its event. */
export interface KeyAvailability {
  /**
   * Lends the private half to one piece of work. Where it is missing or damaged the key is noted as unavailable, and
   * where it is found again, as available.
   * @throws KEY_UNAVAILABLE, KEYCHAIN_*, VAULT_DAMAGED, PASSPHRASE_*
   */
  use<T>(keychain: OpenKeychain, key: KeyRecord, work: (privateKey: KeyObject) => T | Promise<T>): Promise<T>;
  /** Reads the private half once, and gives the key with what was found. @throws KEY_NOT_FOUND, INPUT_INVALID, KEYCHAIN_* */
  check(kid: string): Promise<Key>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly session: Session;
  readonly keys: Keys;
  readonly clock: Clock;
}

/** Makes the availability service of one home. */
export function createKeyAvailability({ keys }: Dependencies): KeyAvailability {
  return {
    async use({ privateKeys }, key, work) {
      if (key.keychainId !== null) return await privateKeys.use(key.keychainId, key.thumbprint, work);
      throw new AppError('KEY_UNAVAILABLE', 'the private half of this key is kept elsewhere', {
        hint: 'sign where the private half is, or use a key of this computer',
      });
    },
    check: (kid) => Promise.resolve(publicFacts(keys.record(kid))),
  };
}
