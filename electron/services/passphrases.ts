import { AppError } from '../domain/errors.ts';

/** Hands a passphrase that was typed into the window to the vault when the vault asks, once. */
export interface Passphrases {
  /** Keeps it until the vault asks, or `clear`. */
  offer(passphrase: string): void;
  /** For the vault. The buffer belongs to the caller, who zeroes it. @throws KEYCHAIN_LOCKED */
  ask(): Promise<Buffer>;
  clear(): void;
}

/** Makes the hand-over of one window. A JavaScript string typed into a page cannot be erased; the buffer is. */
export function createPassphrases(): Passphrases {
  let waiting: Buffer | null = null;
  const clear = () => {
    waiting?.fill(0);
    waiting = null;
  };
  return {
    offer(passphrase) {
      clear();
      waiting = Buffer.from(passphrase, 'utf8');
    },
    ask() {
      if (waiting === null) {
        return Promise.reject(
          new AppError('KEYCHAIN_LOCKED', 'the sealed vault is locked', {
            hint: 'unlock it with its passphrase, then try again',
          }),
        );
      }
      const given = waiting;
      waiting = null;
      return Promise.resolve(given);
    },
    clear,
  };
}
