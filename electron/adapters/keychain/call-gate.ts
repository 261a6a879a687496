import { AppError } from '../../domain/errors.ts';
import { createOneAtATime } from './one-at-a-time.ts';

/** Throws once the caller has been told that time is up, so that no further native call is begun for it. */
export type AssertWanted = () => void;
export type CallGate = <T>(work: (assertWanted: AssertWanted) => Promise<T>) => Promise<T>;

/**
 * Lets one request through to the native module at a time and gives up waiting after `timeoutMs`. A native call
 * cannot be cancelled: it keeps one of the four threads of the pool until the system answers. So while one is
 * overdue every further request is refused at once, and its late answer is dropped, whatever it says.
 * The gate opens again when that answer arrives, for example when somebody unlocks the keyring after all.
 * Work that throws at once becomes a rejection.
 * @throws KEYCHAIN_TIMEOUT
 */
export function createCallGate(timeoutMs: number): CallGate {
  const inTurn = createOneAtATime();
  let isOverdue = false;

  return function pass<T>(work: (assertWanted: AssertWanted) => Promise<T>): Promise<T> {
    return inTurn(() => (isOverdue ? Promise.reject(overdue()) : untilTimeout(work)));
  };

  function untilTimeout<T>(work: (assertWanted: AssertWanted) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let isWanted = true;
      const timer = setTimeout(() => {
        isWanted = false;
        isOverdue = true;
        reject(timedOut(timeoutMs));
      }, timeoutMs);
      const settle = (deliver: () => void) => {
        clearTimeout(timer);
        if (isWanted) deliver();
        else isOverdue = false;
      };
      const assertWanted = () => {
        if (!isWanted) throw timedOut(timeoutMs);
      };
      Promise.resolve()
        .then(() => work(assertWanted))
        .then(
          (value) => settle(() => resolve(value)),
          (thrown: unknown) => settle(() => reject(thrown)),
        );
    });
  }
}

function timedOut(timeoutMs: number): AppError {
  return new AppError('KEYCHAIN_TIMEOUT', `keychain did not answer within ${timeoutMs / 1000} s`, {
    hint: 'look for a window that asks to unlock the keychain, answer it, and try again',
  });
}

function overdue(): AppError {
  return new AppError('KEYCHAIN_TIMEOUT', 'keychain still owes the answer to an earlier request', {
    hint: 'look for a window that asks to unlock the keychain, answer it, and try again',
  });
}
