import { type KeychainIdentity, keychainIdentitySchema } from '../../shared/model/keychain-identity.ts';
import type { Keychain } from '../adapters/keychain/keychain.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import {
  compareKeychains,
  describeKeychain,
  isThere,
  type KeychainComparison,
  keychainProblem,
} from '../domain/keychain-identity.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';

/**
 * Which keychain a home has used: noted with the first key, compared each time before it is opened. A home that was
 * copied to another computer or user meets a keychain that knows nothing of it: there every key would look missing, and
 * new ones would be scattered. An officer who says that this is meant is heard, and the trail tells of it.
 */
export interface KeychainMemory {
  /** Opens nothing. */
  compare(keychain: Keychain): KeychainComparison;
  /** @throws KEYCHAIN_CHANGED, KEYCHAIN_UNAVAILABLE where the vault is not there */
  requireSame(keychain: Keychain): void;
  /** Whether the one that answers could be noted, and none is. */
  isNews(keychain: Keychain): boolean;
  /** Notes it, if none has been noted; called inside a transaction. */
  record(keychain: Keychain): void;
  /** Notes that the one which answers now is meant, with its event. @throws INPUT_INVALID, KEYCHAIN_UNAVAILABLE, HOME_* */
  accept(keychain: Keychain, reason: string): void;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
}

const FACT = 'keychain-identity';

/** Makes the memory that one home has of its keychain. */
export function createKeychainMemory({ store, trail }: Dependencies): KeychainMemory {
  function compare(keychain: Keychain): KeychainComparison {
    const text = store.facts.get(FACT);
    const was = text === null ? null : keychainIdentitySchema.parse(JSON.parse(text));
    return compareKeychains(was, keychain.identity());
  }

  function news(keychain: Keychain): KeychainIdentity | null {
    const { was, is } = compare(keychain);
    return was === null && is !== null && isThere(is) ? is : null;
  }

  function note(identity: KeychainIdentity): void {
    store.facts.set(FACT, JSON.stringify(identity));
  }

  return {
    compare,
    requireSame(keychain) {
      const problem = keychainProblem(compare(keychain));
      if (problem !== null) throw problem;
    },
    isNews: (keychain) => news(keychain) !== null,
    record(keychain) {
      const identity = news(keychain);
      if (identity !== null) note(identity);
    },
    accept(keychain, reason) {
      const why = requireReason(reason);
      const comparison = compare(keychain);
      const { status, was, is } = comparison;
      if (status !== 'changed' || is === null) {
        throw (
          keychainProblem(comparison) ??
          new AppError('INPUT_INVALID', 'the keychain of this home has not changed', {
            hint: 'there is nothing to accept',
          })
        );
      }
      store.write(() => {
        note(is);
        trail.append('home.keychain-changed', { was: describeKeychain(was), is: describeKeychain(is), reason: why });
      });
    },
  };
}
