import type { Keychain, PrivateKeys } from '../adapters/keychain/keychain.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { OpenKeychain } from './session.ts';
import { ANCHOR_ACCOUNT } from './trail-seal.ts';

/** The turn of one process to write private keys of a home. */
interface Turn {
  release(): void;
}

interface Parts {
  readonly keychain: Keychain;
  readonly privateKeys: PrivateKeys;
  readonly store: Pick<Store, 'isWritable' | 'intents'>;
  /** `null` where another one has it. */
  readonly tryTurn: () => Turn | null;
  /** @throws HOME_IN_USE */
  readonly waitForTurn: () => Promise<Turn>;
}

/**
 * A keychain whose first use by this process finishes or undoes what a crash has left, before anything else happens. Where
 * nothing was left the keychain is not touched for it, and a home that can only be read is left as it is.
 */
export function settleBeforeUse({ keychain, privateKeys, store, tryTurn, waitForTurn }: Parts): OpenKeychain {
  let isSettled = false;
  let settling: Promise<void> | null = null;

  const isLeft = (): boolean => store.isWritable && store.intents.unfinished().length > 0;

  /** In a turn of this process. */
  async function clearUp(): Promise<void> {
    if (isLeft()) {
      // Why a keychain does not open is told here, so that nobody is asked for a passphrase a second time.
      await keychain.read(ANCHOR_ACCOUNT);
      await privateKeys.reconcile();
    }
    isSettled = true;
  }

  /** Never waits: whoever has the turn is alive and has cleared up, so what is unfinished now is his own. */
  async function clearUpIfFree(): Promise<void> {
    const turn = isLeft() ? tryTurn() : null;
    if (turn === null) {
      isSettled = !isLeft();
      return;
    }
    try {
      await clearUp();
    } finally {
      turn.release();
    }
  }

  /** Within a turn of this process there is nothing to do: the turn began with it. */
  async function settled<T>(work: () => Promise<T>): Promise<T> {
    if (!isSettled) {
      settling ??= clearUpIfFree().finally(() => {
        settling = null;
      });
      await settling;
    }
    return await work();
  }

  return {
    keychain: {
      ...keychain,
      read: (account) => settled(() => keychain.read(account)),
      write: (account, value) => settled(() => keychain.write(account, value)),
      remove: (account) => settled(() => keychain.remove(account)),
    },
    privateKeys: {
      ...privateKeys,
      write: (id, privateKey) => settled(() => privateKeys.write(id, privateKey)),
      seal: (id, thumbprint, passphrase) => settled(() => privateKeys.seal(id, thumbprint, passphrase)),
      unseal: (id, sealed, work) => settled(() => privateKeys.unseal(id, sealed, work)),
      use: (id, thumbprint, work) => settled(() => privateKeys.use(id, thumbprint, work)),
      remove: (id) => settled(() => privateKeys.remove(id)),
    },
    async exclusively(work) {
      const turn = await waitForTurn();
      try {
        if (!isSettled) await clearUp();
        return await work();
      } finally {
        turn.release();
      }
    },
  };
}
