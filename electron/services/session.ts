import type { KeychainKind } from '../../shared/model/key.ts';
import type { Keychain, PrivateKeys } from '../adapters/keychain/keychain.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import type { KeychainComparison } from '../domain/keychain-identity.ts';
import type { AuditTrail } from './audit-trail.ts';
import { createKeychainMemory } from './keychain-identity.ts';

/** An opened keychain, with the private keys in it. */
export interface OpenKeychain {
  readonly keychain: Keychain;
  readonly privateKeys: PrivateKeys;
  /**
   * Lets one process at a time write private keys of this home, so that clearing away what a crash left never meets a
   * key in the making. Other processes wait. Not nested. @throws HOME_IN_USE
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Which keychain this home uses, and whether it may be used now. The back end is recorded with the first key and
 * never changed silently. `lock` forgets everything that was unlocked.
 */
export interface Session {
  /** The recorded back end; `null` before the first key. */
  readonly recordedKind: () => KeychainKind | null;
  /** The recorded back end, or the one that the next key would go to; `null` where somebody must choose first. */
  readonly kind: () => KeychainKind | null;
  readonly isLocked: () => boolean;
  lock(): void;
  unlock(): void;
  /** Calls this whenever it is locked: for whoever keeps secrets in memory. */
  onLock(forget: () => void): void;
  /** Names the back end for this home, before its first key. @throws KEYCHAIN_CHANGED */
  choose(kind: KeychainKind): void;
  /** The keychain that this home has used against the one that would answer now; `null` before one is chosen. Opens nothing. */
  readonly comparison: () => KeychainComparison | null;
  /** Says that the one which would answer now is meant. Opens nothing. @throws APP_LOCKED, INPUT_INVALID, KEYCHAIN_*, HOME_* */
  acceptChange(reason: string): void;
  /** Opens the keychain for one piece of work. @throws APP_LOCKED, KEYCHAIN_CHANGED, KEYCHAIN_* */
  open(): OpenKeychain;
  /** Whether it was opened since this home was. */
  readonly wasOpened: () => boolean;
  /**
   * Notes the back end in the home, and which one it is; called inside the transaction that records a key.
   * @throws KEYCHAIN_CHANGED where another process has noted another one since this keychain was opened
   */
  record(kind: KeychainKind): void;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  /** The back end asked for by this door (a flag), `null` where nobody asked. */
  readonly wanted: KeychainKind | null;
  /** What is used where neither the home nor the door says anything; `null`: somebody must choose first. */
  readonly fallback: KeychainKind | null;
  readonly openKeychain: (kind: KeychainKind) => OpenKeychain;
}

const FACT = 'keychain-kind';

/** Makes the session of one open home. Nothing is opened until it is needed. */
export function createSession({ store, trail, wanted, fallback, openKeychain }: Dependencies): Session {
  const memory = createKeychainMemory({ store, trail });
  let chosen = wanted;
  let locked = false;
  let wasOpened = false;
  const keychains = new Map<KeychainKind, OpenKeychain>();
  const forgetting: (() => void)[] = [];

  /** Made once, and then only touched by `open`. */
  function keychainOf(kind: KeychainKind): OpenKeychain {
    const existing = keychains.get(kind);
    if (existing) return existing;
    const fresh = openKeychain(kind);
    keychains.set(kind, fresh);
    return fresh;
  }

  function recordedKind(): KeychainKind | null {
    const kind = store.facts.get(FACT);
    return kind === 'os' || kind === 'sealed' || kind === 'memory' ? kind : null;
  }

  function kindInUse(): KeychainKind {
    const recorded = recordedKind();
    if (recorded !== null && chosen !== null && chosen !== recorded) throw changed(recorded, chosen);
    const kind = recorded ?? chosen ?? fallback;
    if (kind !== null) return kind;
    throw new AppError('KEYCHAIN_UNAVAILABLE', 'no keychain has been chosen for this home', {
      hint: 'choose where private keys are kept: the system keychain, or the passphrase-sealed vault',
    });
  }

  function requireUnlocked(): void {
    if (locked) throw new AppError('APP_LOCKED', 'the app is locked', { hint: 'unlock it, then try again' });
  }

  return {
    recordedKind,
    kind: () => recordedKind() ?? chosen ?? fallback,
    isLocked: () => locked,
    lock() {
      locked = true;
      for (const one of keychains.values()) one.keychain.lock();
      for (const forget of forgetting) forget();
    },
    unlock() {
      locked = false;
    },
    onLock(forget) {
      forgetting.push(forget);
    },
    choose(kind) {
      const recorded = recordedKind();
      if (recorded !== null && recorded !== kind) throw changed(recorded, kind);
      chosen = kind;
    },
    comparison() {
      const kind = recordedKind() ?? chosen ?? fallback;
      return kind === null ? null : memory.compare(keychainOf(kind).keychain);
    },
    acceptChange(reason) {
      requireUnlocked();
      memory.accept(keychainOf(kindInUse()).keychain, reason);
    },
    open() {
      requireUnlocked();
      const open = keychainOf(kindInUse());
      memory.requireSame(open.keychain);
      // A home from before this was noted: what answers now is what it has used.
      if (recordedKind() !== null && store.isWritable && memory.isNews(open.keychain)) {
        store.write(() => memory.record(open.keychain));
      }
      wasOpened = true;
      return open;
    },
    wasOpened: () => wasOpened,
    record(kind) {
      const recorded = recordedKind();
      if (recorded === null) store.facts.set(FACT, kind);
      else if (recorded !== kind) throw changed(recorded, kind);
      memory.record(keychainOf(kind).keychain);
    },
  };
}

function changed(recorded: KeychainKind, wanted: KeychainKind): AppError {
  return new AppError('KEYCHAIN_CHANGED', `this home keeps its keys in the ${recorded} keychain, not in ${wanted}`, {
    hint: `leave out --keychain, or use --keychain ${recorded}; keys are never moved silently`,
  });
}
