import type { KeyObject } from 'node:crypto';
import type { Key } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import { publicFacts } from './key-storing.ts';
import type { Keys } from './keys.ts';
import type { OpenKeychain, Session } from './session.ts';
import { refuseSealed, type Standbys } from './standbys.ts';

/** Whether the private half of a key is where it should be: a fact beside its state, noted with its event. */
export interface KeyAvailability {
  /**
   * Lends the private half to one piece of work. Where it is missing or damaged the key is noted as unavailable, and
   * where it is found again, as available. A keychain that is locked, denied or silent says nothing about a key.
   * @throws KEY_SEALED, KEY_UNAVAILABLE, KEYCHAIN_*, VAULT_DAMAGED, PASSPHRASE_*
   */
  use<T>(keychain: OpenKeychain, key: KeyRecord, work: (privateKey: KeyObject) => T | Promise<T>): Promise<T>;
  /** Reads the private half once, and gives the key with what was found. @throws KEY_NOT_FOUND, INPUT_INVALID, KEYCHAIN_* */
  check(kid: string): Promise<Key>;
  /** Reads every private half once: for a keychain that asks nobody, such as a vault that is open. @throws KEYCHAIN_* */
  checkAll(): Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly session: Session;
  readonly keys: Keys;
  readonly standbys: Standbys;
  readonly clock: Clock;
}

type Found = 'available' | 'unavailable';

/** Makes the availability service of one home. */
export function createKeyAvailability({ store, trail, session, keys, standbys, clock }: Dependencies): KeyAvailability {
  /** Only a change is written. Where nothing can be, the next look finds it again. */
  function note(kid: string, found: Found): void {
    const isNews = () => (keys.record(kid).unavailableSince === null) === (found === 'unavailable');
    if (!store.isWritable || !isNews()) return;
    store.write(() => {
      const key = keys.record(kid);
      // Another process may have looked as well, or deleted the key meanwhile.
      if (!isNews() || !isHeldHere(key)) return;
      const unavailableSince = found === 'available' ? null : new Date(clock.now()).toISOString();
      store.keys.update({ ...key, unavailableSince });
      trail.append(`key.${found}`, { kid });
    });
  }

  const use: KeyAvailability['use'] = async ({ privateKeys }, key, work) => {
    if (key.keychainId === null) {
      throw new AppError('KEY_UNAVAILABLE', 'the private half of this key is kept elsewhere', {
        hint: 'sign where the private half is, or use a key of this computer',
      });
    }
    refuseSealed(standbys, key.kid);
    try {
      return await privateKeys.use(key.keychainId, key.thumbprint, (privateKey) => {
        note(key.kid, 'available');
        return work(privateKey);
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'KEY_UNAVAILABLE') note(key.kid, 'unavailable');
      throw error;
    }
  };

  async function look(key: KeyRecord): Promise<void> {
    try {
      await use(session.open(), key, () => undefined);
    } catch (error) {
      // That it is not there is what was asked, and is noted by now.
      if (!(error instanceof AppError) || error.code !== 'KEY_UNAVAILABLE') throw error;
    }
  }

  return {
    use,
    async check(kid) {
      const key = keys.record(kid);
      if (!isHeldHere(key)) {
        throw new AppError('INPUT_INVALID', `the private half of this key is ${whereElse(key)}`, {
          hint: 'only a key whose private half is kept here can be looked for',
        });
      }
      refuseSealed(standbys, kid);
      await look(key);
      return publicFacts(keys.record(kid));
    },
    async checkAll() {
      const open = store.keys.list().filter((key) => isHeldHere(key) && standbys.get(key.kid) === null);
      for (const key of open) await look(key);
    },
  };
}

/** Its private half should be in this home's keychain. */
function isHeldHere({ keychainId, state }: KeyRecord): boolean {
  return keychainId !== null && state !== 'deleted' && state !== 'delete-pending';
}

function whereElse({ keychainId }: KeyRecord): string {
  return keychainId === null ? 'kept elsewhere' : 'deleted, or about to be';
}
