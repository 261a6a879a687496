import { AppError } from '../../domain/errors.ts';

const ACCOUNT = /^[a-z0-9][a-z0-9.-]{0,99}$/;
const VALUE = /^[A-Za-z0-9_.-]+$/;

/**
 * Lets a name through that every back end keeps apart from every other: lower case only, because Windows folds
 * case, and no slash, because it joins service and account with one.
 * @throws KEYCHAIN_FAILED
 */
export function assertAccount(account: string): void {
  if (!ACCOUNT.test(account)) throw refused('account of a keychain entry is not an allowed name');
}

/**
 * Lets a text through that every back end stores unchanged: not empty, ASCII without NUL, within the limit.
 * The refused text is never repeated in the error.
 * @throws KEYCHAIN_FAILED, KEYCHAIN_TOO_LARGE
 */
export function assertValue(value: string, maxLength: number | null): void {
  if (!VALUE.test(value)) throw refused('value of a keychain entry has characters that not every keychain keeps');
  if (maxLength !== null && value.length > maxLength)
    throw new AppError(
      'KEYCHAIN_TOO_LARGE',
      `value of a keychain entry is ${value.length} characters long, the limit is ${maxLength}`,
      { hint: 'report this: longer secrets have to be stored in parts' },
    );
}

function refused(message: string): AppError {
  return new AppError('KEYCHAIN_FAILED', message, { hint: 'report this: nothing was written' });
}
