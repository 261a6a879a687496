import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Key } from '../../shared/model/key.ts';
import { type Standby, type StandbyPlace, standbyPlaceSchema, type StandbyView } from '../../shared/model/standby.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { isWorkingPair } from '../domain/key-pair.ts';
import { requireMove } from '../domain/key-state.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';
import { publicFacts } from './key-storing.ts';
import type { Keys } from './keys.ts';
import type { OpenKeychain, Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

/**
 * Keys that stand by: made and registered like any other, then sealed under a passphrase that lies on paper in a bag,
 * so that a replacement takes minutes. A sealed key is a draft that signs nothing, not even a probe.
 * Every passphrase belongs to the caller, who zeroes it.
 */
export interface Standbys {
  /** Those that are sealed now, of one environment or of all (`null`). */
  list(env: string | null): readonly StandbyView[];
  /** The one of this kid that is sealed now. */
  get(kid: string): StandbyView | null;
  /**
   * Seals a draft: from here on its open private half is not in the keychain any more. Killed at any instant, the key
   * is open or sealed, and never both nor lost.
   * @throws KEY_NOT_FOUND, KEY_SEALED, KEY_OUT_OF_SCOPE, STATE_MOVE_REFUSED, INPUT_INVALID, PASSPHRASE_TOO_SHORT,
   *   KEY_UNAVAILABLE, KEYCHAIN_*, APP_LOCKED, AUDIT_BROKEN, HOME_*
   */
  seal(
    kid: string,
    how: { readonly place: StandbyPlace; readonly note: string | null; readonly passphrase: Buffer },
  ): Promise<StandbyView>;
  /**
   * Unseals in memory, signs a challenge, compares the thumbprint, and drops the key. It stays sealed.
   * @throws INPUT_INVALID for a key that is not sealed, PASSPHRASE_WRONG, KEY_UNAVAILABLE, and as `seal`
   */
  check(kid: string, passphrase: Buffer): Promise<StandbyView>;
  /**
   * Unseals for use: the key becomes active, and its private half lies in the keychain like any other. `replaces`: the
   * key that it takes the place of. @throws as `check`, KEY_NOT_FOUND, KEY_OUT_OF_SCOPE where that is of another environment
   */
  draw(
    kid: string,
    how: { readonly reason: string; readonly replaces: string | null; readonly passphrase: Buffer },
  ): Promise<Key>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly keys: Keys;
}

/** Why a key was not unsealed; each is recorded. */
const REFUSALS: readonly string[] = ['PASSPHRASE_WRONG', 'KEY_UNAVAILABLE', 'SELF_TEST_FAILED'];

/** A key whose private half is here, sealed. */
interface Sealed {
  readonly key: KeyRecord;
  readonly id: string;
  readonly standby: Standby;
}

/** Makes the standby keys of one home. */
export function createStandbys({ store, trail, seal, session, keys }: Dependencies): Standbys {
  function viewOf(standby: Standby): StandbyView | null {
    const key = store.keys.get(standby.kid);
    if (key === null || key.keychainId === null || key.env === null) return null;
    if (key.state !== 'draft' || standby.drawnAt !== null) return null;
    const { env, thumbprint, label, expiresAt, keychainId } = key;
    const registration = store.registrations.get(env, key.kid)?.state ?? null;
    const isPlainLeft = store.intents.unfinished().some(({ id }) => id.startsWith(`${keychainId}.`));
    return { ...standby, env, thumbprint, label, expiresAt, registration, isPlainLeft };
  }

  function get(kid: string): StandbyView | null {
    const standby = store.standbys.get(kid);
    return standby === null ? null : viewOf(standby);
  }

  function view(kid: string): StandbyView {
    const found = get(kid);
    if (found === null) throw notSealed();
    return found;
  }

  function requireSealed(kid: string): Sealed {
    const key = keys.record(kid);
    const standby = store.standbys.get(kid);
    if (standby === null || key.keychainId === null || viewOf(standby) === null) throw notSealed();
    return { key, id: key.keychainId, standby };
  }

  /** A draft of an environment, whose open private half is here. */
  function requireSealable(kid: string): { readonly key: KeyRecord; readonly id: string } {
    const key = keys.record(kid);
    if (get(kid) !== null) {
      throw new AppError('KEY_SEALED', 'this key is sealed already', { hint: 'dcm-keys standby list shows where' });
    }
    if (key.keychainId === null) {
      throw new AppError('STATE_MOVE_REFUSED', 'the private half of this key is not in this computer’s keychain', {
        hint: 'make the standby key on the computer that will draw it',
      });
    }
    if (key.state !== 'draft') {
      throw new AppError('STATE_MOVE_REFUSED', `this key is ${key.state}: only a draft becomes a standby key`, {
        hint: 'make another one: dcm-keys key generate --draft --env NAME',
      });
    }
    if (key.env === null) {
      throw new AppError('KEY_OUT_OF_SCOPE', 'this key belongs to no environment', {
        hint: 'a standby key stands by for one: make it with --env NAME, or register it first',
      });
    }
    return { key, id: key.keychainId };
  }

  async function open(): Promise<OpenKeychain> {
    trail.requireWritable();
    const keychain = session.open();
    await seal.requireWhole(keychain);
    return keychain;
  }

  /** Unseals for one piece of work, which begins with a signature that fits the recorded public half. */
  async function unseal<T>(
    { privateKeys }: OpenKeychain,
    { key, id }: Sealed,
    { passphrase, work }: { readonly passphrase: Buffer; readonly work: (privateKey: KeyObject) => Promise<T> },
  ): Promise<T> {
    return await privateKeys.unseal(id, { thumbprint: key.thumbprint, passphrase }, async (privateKey) => {
      if (!isWorkingPair(key.alg, { privateKey, publicKey: createPublicKey(privateKey) })) throw noPair();
      return await work(privateKey);
    });
  }

  /** Every attempt that failed is in the trail, with its code. */
  async function recordingRefusal<T>(keychain: OpenKeychain, { key }: Sealed, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && REFUSALS.includes(error.code)) {
        store.write(() => trail.append('standby.refused', { kid: key.kid, env: key.env, code: error.code }));
        await seal.seal(keychain);
      }
      throw error;
    }
  }

  /** Only inside `store.write`. Another process may have moved or deleted the key meanwhile. */
  function recordDrawn(
    { privateKeys }: OpenKeychain,
    id: string,
    { kid, reason, replaces }: { readonly kid: string; readonly reason: string; readonly replaces: string | null },
  ): void {
    const { key, standby } = requireSealed(kid);
    requireMove(key.state, 'active');
    privateKeys.commit(id);
    const { env, thumbprint } = key;
    const { at } = trail.append('standby.drawn', { kid, env, thumbprint, reason, replaces });
    trail.append('key.moved', { kid, from: key.state, to: 'active', reason });
    store.keys.update({ ...key, state: 'active', replaces: replaces ?? key.replaces });
    store.standbys.put({ ...standby, drawnAt: at });
  }

  return {
    list: (env) =>
      store.standbys
        .list()
        .map(viewOf)
        .filter((one) => one !== null)
        .filter((one) => env === null || one.env === env),
    get,
    async seal(kid, { place: given, note: text, passphrase }) {
      const place = requirePlace(given);
      const note = requireNote(text);
      requireSealable(kid);
      const keychain = await open();
      await keychain.exclusively(async () => {
        const { id, key } = requireSealable(kid);
        await keychain.privateKeys.seal(id, key.thumbprint, passphrase);
        try {
          store.write(() => {
            // Another process may have made it active or deleted it while the passphrase was at work.
            const { key: now } = requireSealable(kid);
            keychain.privateKeys.commit(id);
            const { bag, sealNumber, safe } = place;
            const { env, thumbprint } = now;
            const { at, actor } = trail.append('standby.sealed', { kid, env, thumbprint, bag, sealNumber, safe, note });
            const by = `${actor.name ?? actor.osUser}@${actor.host}`;
            store.standbys.put({ kid, place, note, since: at, by, checkedAt: null, drawnAt: null });
          });
        } catch (error) {
          await keychain.privateKeys.rollBack(id);
          throw error;
        }
        await keychain.privateKeys.reconcile();
      });
      await seal.seal(keychain);
      return view(kid);
    },
    async check(kid, passphrase) {
      const sealed = requireSealed(kid);
      const keychain = await open();
      const nothing = async () => await Promise.resolve();
      await recordingRefusal(keychain, sealed, async () => {
        await unseal(keychain, sealed, { passphrase, work: nothing });
      });
      store.write(() => {
        const { key, standby } = requireSealed(kid);
        const { at } = trail.append('standby.checked', { kid, env: key.env, thumbprint: key.thumbprint });
        store.standbys.put({ ...standby, checkedAt: at });
      });
      await seal.seal(keychain);
      return view(kid);
    },
    async draw(kid, { reason: given, replaces, passphrase }) {
      const reason = requireReason(given);
      const sealed = requireSealed(kid);
      if (replaces !== null && keys.record(replaces).env !== sealed.key.env) {
        throw new AppError('KEY_OUT_OF_SCOPE', 'a standby key takes the place of a key of its own environment only', {
          hint: 'draw a standby key of that environment',
        });
      }
      const keychain = await open();
      const drawNow = async () => {
        const { id } = requireSealed(kid);
        await unseal(keychain, sealed, {
          passphrase,
          work: async (privateKey) => await keychain.privateKeys.write(id, privateKey),
        });
        try {
          store.write(() => recordDrawn(keychain, id, { kid, reason, replaces }));
        } catch (error) {
          await keychain.privateKeys.rollBack(id);
          throw error;
        }
        await keychain.privateKeys.reconcile();
      };
      await recordingRefusal(keychain, sealed, async () => await keychain.exclusively(drawNow));
      await seal.seal(keychain);
      return publicFacts(keys.record(kid));
    },
  };
}

/** Refuses whatever would use the private half of a key that is sealed. @throws KEY_SEALED */
export function refuseSealed(standbys: Standbys, kid: string): void {
  if (standbys.get(kid) === null) return;
  throw new AppError('KEY_SEALED', 'this key is sealed as a standby key: it signs nothing', {
    hint: 'draw it first: dcm-keys standby draw KID --reason R',
  });
}

function requirePlace(given: StandbyPlace): StandbyPlace {
  const { bag, sealNumber, safe } = given;
  const parsed = standbyPlaceSchema.safeParse({ bag: bag.trim(), sealNumber: sealNumber.trim(), safe: safe.trim() });
  if (parsed.success) {
    Object.values(parsed.data).forEach(requireFreeText);
    return parsed.data;
  }
  throw new AppError('INPUT_INVALID', 'bag, seal number and safe are each a text of 1 to 200 characters', {
    hint: 'write down where the paper with the passphrase lies: whoever draws this key must find it in minutes',
  });
}

function requireNote(text: string | null): string | null {
  const note = text?.trim() ?? '';
  if (note.length <= 1024) return note === '' ? null : requireFreeText(note);
  throw new AppError('INPUT_INVALID', 'the note is longer than 1024 characters', { hint: 'say it in a few words' });
}

function notSealed(): AppError {
  return new AppError('INPUT_INVALID', 'this key is not a sealed standby key', {
    hint: 'dcm-keys standby list shows those that are',
  });
}

function noPair(): AppError {
  return new AppError('SELF_TEST_FAILED', 'the unsealed key does not verify its own signature', {
    hint: 'it was not used, and stays sealed: make another standby key, and report it',
  });
}
