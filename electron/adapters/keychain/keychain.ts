import type { KeyObject } from 'node:crypto';
import type { KeychainKind } from '../../../shared/model/key.ts';
import type { KeychainIdentity } from '../../../shared/model/keychain-identity.ts';

/**
 * A place for small secrets: one entry per account, nothing listed. The operating system's keychain, the
 * sealed vault and the in-memory store of practice homes all keep these promises:
 * - `read` gives `null` only when the store itself said that there is no such entry, never because of an error;
 * - accounts match `^[a-z0-9][a-z0-9.-]{0,99}$`, values are ASCII `[A-Za-z0-9_.-]`, and are refused otherwise;
 * - calls on one instance run one after the other;
 * - every failure is an AppError: KEYCHAIN_UNAVAILABLE, KEYCHAIN_LOCKED, KEYCHAIN_DENIED, KEYCHAIN_TIMEOUT,
 *   KEYCHAIN_TOO_LARGE, KEYCHAIN_FAILED, VAULT_DAMAGED, PASSPHRASE_*.
 */
export interface Keychain {
  readonly kind: KeychainKind;
  /** Longest value of one entry in characters, `null` where the store sets none. */
  readonly maxValueLength: number | null;
  /** Which one answers. Opens nothing and asks nobody; `null` where it cannot be told. */
  identity(): KeychainIdentity | null;
  read(account: string): Promise<string | null>;
  write(account: string, value: string): Promise<void>;
  /** @returns whether there was an entry. Deleting is proven by the caller with a `read`. */
  remove(account: string): Promise<boolean>;
  /** Forgets what was unlocked. The next call asks again. */
  lock(): void;
}

/**
 * Private keys in a keychain, written so that a crash at any instant leaves the old key or no key.
 * `id` is a generated lower-case name, never a kid or a label.
 */
export interface PrivateKeys {
  /**
   * Writes the intent row, the entries, the manifest; reads everything back and derives the public key from it.
   * The key counts only after `commit`, called inside the transaction that records it.
   * @throws KEYCHAIN_* ; the store is rolled back first
   */
  write(id: string, privateKey: KeyObject): Promise<void>;
  /**
   * Writes a kept key once more, sealed under a passphrase, and proves it by unsealing what the keychain gives back.
   * It takes the place of the open one with `commit`; `reconcile` then removes that.
   * @throws PASSPHRASE_TOO_SHORT, KEY_UNAVAILABLE, KEYCHAIN_* ; the store is rolled back first
   */
  seal(id: string, thumbprint: string, passphrase: Buffer): Promise<void>;
  /**
   * Lends a sealed private key to one piece of work; in the keychain it stays sealed.
   * @throws PASSPHRASE_WRONG, KEY_UNAVAILABLE when it is missing, damaged, not sealed, or another key than `thumbprint`
   */
  unseal<T>(
    id: string,
    sealed: { readonly thumbprint: string; readonly passphrase: Buffer },
    work: (privateKey: KeyObject) => T | Promise<T>,
  ): Promise<T>;
  /** Marks a written key as kept. Synchronous: call it inside the transaction that records the key. */
  commit(id: string): void;
  /**
   * Marks a kept key as on its way out: from here on nobody uses it, and what a crash leaves of it is removed. Synchronous:
   * call it inside the transaction that decides so, and `remove` after it.
   */
  beginRemoval(id: string): void;
  /** Removes a key that was written and not committed. */
  rollBack(id: string): Promise<void>;
  /**
   * Lends the private key to one piece of work; buffers are zeroed afterwards. Nothing is cached.
   * @throws KEY_SEALED, KEY_UNAVAILABLE when the entry is missing, corrupt, or another key than `thumbprint`
   */
  use<T>(id: string, thumbprint: string, work: (privateKey: KeyObject) => T | Promise<T>): Promise<T>;
  /** Removes a key; `deleted` only after the store answered "no such entry" for each of its entries. */
  remove(id: string): Promise<'deleted' | 'delete-pending'>;
  /** Finishes or undoes what a crash left half done. Running it twice changes nothing the second time. */
  reconcile(): Promise<{ readonly rolledBack: number; readonly removed: number; readonly pending: number }>;
}

/** What `PrivateKeys` notes in the database before it touches the keychain. */
export interface KeychainIntent {
  readonly id: string;
  readonly generation: number;
  readonly chunks: number;
  readonly phase: 'writing' | 'kept' | 'removing';
}

/** Rows of intents, in the home's database. Each call is one durable transaction, or part of the open one. */
export interface KeychainIntents {
  get(id: string): KeychainIntent | null;
  put(intent: KeychainIntent): void;
  delete(id: string): void;
  /** Rows whose phase is not `kept`. */
  unfinished(): readonly KeychainIntent[];
}
