import type { KeyObject } from 'node:crypto';
import type { Jwk } from '../../shared/model/jwk.ts';
import { type Key, type KeyOrigin, NO_LATER_FACTS, type SignatureAlgorithm } from '../../shared/model/key.ts';
import type { AuditPayload } from '../../shared/model/audit-event.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { copyOfSender, withCopy } from '../domain/key-copy.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { OpenKeychain, Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

/** What is known of a key before it is kept. */
export interface NewKey {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly bits: number | null;
  readonly thumbprint: string;
  readonly label: string | null;
  readonly env: string | null;
  readonly expiresAt: string | null;
  readonly isDraft: boolean;
  readonly origin: KeyOrigin;
  readonly jwk: Jwk;
  /** What is known of it already; the rest is nothing. */
  readonly details?: Partial<Pick<Key, 'owner' | 'purpose' | 'flows' | 'replaces' | 'heldBy' | 'copies'>>;
}

export interface NewKeyEvent {
  readonly type: 'key.generated' | 'key.imported';
  /** What the event says beside the facts of the key. */
  readonly more?: AuditPayload;
  /** By which delivery it came: an event of its own, in the same transaction. */
  readonly received?: AuditPayload;
}

/** The last steps of every new key, the same wherever it comes from. */
export interface KeyStoring {
  /** @throws KID_TAKEN */
  refuseTakenKid(kid: string): void;
  /** @throws KID_TAKEN where the same key is here, whatever its kid and state */
  refuseKnownKey(thumbprint: string): void;
  /** Opens the keychain, and checks that the trail can be written and is whole. @throws KEYCHAIN_*, AUDIT_BROKEN, HOME_UNWRITABLE */
  open(): Promise<OpenKeychain>;
  /**
   * Stores the private half, reads it back, and records the key with its event: all of it, or nothing.
   * `onRecording` is called before the last step; what it throws undoes the rest.
   * @throws KID_TAKEN, KEYCHAIN_*, HOME_*, AUDIT_BROKEN
   */
  keep(
    key: NewKey,
    event: NewKeyEvent,
    kept: { readonly privateKey: KeyObject; readonly keychain: OpenKeychain; readonly onRecording?: () => void },
  ): Promise<Key>;
  /**
   * Stores the private half of a key whose public half was kept alone, reads it back, and records it with its event and
   * with the copy that its sender has. What the key may do does not change.
   * @throws KEY_NOT_FOUND, KID_TAKEN where its private half is here already, KEYCHAIN_*, HOME_*, AUDIT_BROKEN
   */
  attach(
    kid: string,
    about: AuditPayload,
    kept: { readonly privateKey: KeyObject; readonly keychain: OpenKeychain; readonly sender: string },
  ): Promise<void>;
  /** Records a key whose private half is elsewhere, with its event. No keychain is opened. @throws KID_TAKEN, HOME_* */
  keepPublic(key: NewKey, event: NewKeyEvent): Key;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
}

/** Makes the storing service of one home. */
export function createKeyStoring({ store, trail, seal, session, randomBytes, clock }: Dependencies): KeyStoring {
  const now = () => new Date(clock.now()).toISOString();

  function refuseTakenKid(kid: string): void {
    if (store.keys.get(kid) === null) return;
    throw new AppError('KID_TAKEN', 'another key here has this kid', {
      hint: 'choose another kid, or leave it out: the thumbprint is then used',
    });
  }

  function refuseKnownKey(thumbprint: string): void {
    const known = store.keys.byThumbprint(thumbprint);
    if (known === null) return;
    throw new AppError('KID_TAKEN', 'this key is here already', {
      hint: `dcm-keys key list shows it, in state ${known.state}; nothing was changed`,
    });
  }

  /** The key, the commit of its entry and the event: all of it, or nothing. */
  function recordKey(key: KeyRecord, { type, more = {}, received }: NewKeyEvent, keychain: OpenKeychain | null): void {
    store.write(() => {
      refuseKnownKey(key.thumbprint);
      refuseTakenKid(key.kid);
      if (keychain !== null && key.keychainId !== null) {
        session.record(keychain.keychain.kind);
        keychain.privateKeys.commit(key.keychainId);
      }
      store.keys.insert(key);
      trail.append(type, {
        kid: key.kid,
        thumbprint: key.thumbprint,
        alg: key.alg,
        bits: key.bits,
        env: key.env,
        state: key.state,
        keychain: key.keychain,
        expiresAt: key.expiresAt,
        owner: key.owner,
        flows: key.flows,
        replaces: key.replaces,
        ...more,
      });
      if (received !== undefined) trail.append('key.received', received);
    });
  }

  function recordOf({ isDraft, details, ...facts }: NewKey): KeyRecord {
    return {
      ...NO_LATER_FACTS,
      ...details,
      ...facts,
      state: isDraft ? 'draft' : 'active',
      createdAt: now(),
      custody: 'elsewhere',
      keychain: null,
      compromisedSince: null,
      compromisedAt: null,
      deleteDueAt: null,
      deleteFrom: null,
      keychainId: null,
      possessionNonce: null,
      possessionAskedAt: null,
    };
  }

  /** The entry first, then the record; where the record fails, the entry goes again. */
  async function storeAndRecord(
    { exclusively, privateKeys }: OpenKeychain,
    { keychainId, privateKey }: { readonly keychainId: string; readonly privateKey: KeyObject },
    record: () => void,
  ): Promise<void> {
    await exclusively(async () => {
      await privateKeys.reconcile();
      await privateKeys.write(keychainId, privateKey);
      try {
        record();
      } catch (error) {
        await privateKeys.rollBack(keychainId);
        throw error;
      }
    });
  }

  /** From here on the key exists: whoever reads of a failure must not make it a second time. */
  async function sealMade(keychain: OpenKeychain): Promise<void> {
    try {
      await seal.seal(keychain);
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      throw new AppError(cause.code, `the key was made, but the head of the trail was not kept: ${cause.message}`, {
        hint: `do not make the key again: it is in the list; the next act keeps the head (${cause.hint})`,
        cause,
      });
    }
  }

  return {
    refuseTakenKid,
    refuseKnownKey,
    async open() {
      trail.requireWritable();
      const keychain = session.open();
      await seal.requireWhole(keychain);
      return keychain;
    },
    async keep(key, event, { privateKey, keychain, onRecording }) {
      const keychainId = `key-${randomBytes(16).toString('hex')}`;
      const { kind } = keychain.keychain;
      const record: KeyRecord = { ...recordOf(key), custody: 'here', keychain: kind, keychainId };
      await storeAndRecord(keychain, { keychainId, privateKey }, () => {
        onRecording?.();
        recordKey(record, event, keychain);
      });
      await sealMade(keychain);
      return publicFacts(record);
    },
    async attach(kid, about, { privateKey, keychain, sender }) {
      const keychainId = `key-${randomBytes(16).toString('hex')}`;
      const place = { custody: 'here', keychain: keychain.keychain.kind, keychainId } as const;
      await storeAndRecord(keychain, { keychainId, privateKey }, () =>
        store.write(() => {
          const key = store.keys.get(kid);
          if (key === null || !OPEN.includes(key.state)) throw gone();
          if (key.keychainId !== null) refuseKnownKey(key.thumbprint);
          session.record(keychain.keychain.kind);
          keychain.privateKeys.commit(keychainId);
          const noHolder = { heldBy: null, possessionNonce: null, possessionAskedAt: null, possessionProvenAt: null };
          const { copies } = withCopy(key.copies, copyOfSender(sender), { notedAt: now(), randomBytes });
          store.keys.update({ ...key, ...place, ...noHolder, copies, origin: 'imported' });
          trail.append('key.received', about);
        }),
      );
      await sealMade(keychain);
    },
    keepPublic(key, event) {
      trail.requireWritable();
      const record = recordOf(key);
      recordKey(record, event, null);
      return publicFacts(record);
    },
  };
}

/** States in which a private half may still come to its public one. */
const OPEN: readonly Key['state'][] = ['draft', 'active', 'suspended'];

function gone(): AppError {
  return new AppError('STATE_MOVE_REFUSED', 'the key that this private half belongs to is done with here', {
    hint: 'nothing was kept: make another key',
  });
}

/** Leaves behind what only the core needs. */
export function publicFacts({
  keychainId: _keychainId,
  deleteFrom: _deleteFrom,
  possessionNonce: _possessionNonce,
  possessionAskedAt: _possessionAskedAt,
  ...key
}: KeyRecord): Key {
  return key;
}
