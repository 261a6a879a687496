import type { Contact, Proxy } from '../../shared/model/access.ts';
import type { Environment } from '../../shared/model/environment.ts';
import { AppError } from './errors.ts';
import { parseProxyUrl } from './proxy-url.ts';

/**
 * Gives a proxy in the form that is kept. A practice DCM is on this machine: no proxy leads to it.
 * @throws INPUT_INVALID
 */
export function parseProxy(proxy: Proxy, { kind, name }: Environment): Proxy {
  if (proxy.mode !== 'fixed') return proxy;
  if (kind === 'practice') {
    throw new AppError('INPUT_INVALID', `"${name}" is a practice DCM on this computer: no proxy leads to it`, {
      hint: 'leave the proxy out',
    });
  }
  return { mode: 'fixed', url: parseProxyUrl(proxy.url), user: proxy.user === null ? null : parseUser(proxy.user) };
}

/** @see RFC 7617 §2: a colon ends the user, and control characters are none of a user's */
function parseUser(user: string): string {
  if (user !== '' && !/[:\p{Cc}]/u.test(user)) return user;
  throw new AppError('INPUT_INVALID', 'this cannot be the user of a proxy', {
    hint: 'a user has no colon, line break or other control character; the password is asked for later',
  });
}

/** @throws INPUT_INVALID; the refused text is never repeated */
export function parseProxyPassword(password: string): string {
  if (password !== '' && password.length <= 1024 && !/\p{Cc}/u.test(password)) return password;
  throw new AppError('INPUT_INVALID', 'this cannot be the password of a proxy', {
    hint: 'it is empty, too long, or has a line break or another control character in it',
  });
}

/** Gives a contact without spaces around its words; `null` where nothing is said. @throws INPUT_INVALID */
export function parseContact(contact: Contact | null): Contact | null {
  if (contact === null) return null;
  const [name, phone, hours] = [contact.name.trim(), contact.phone.trim(), contact.hours.trim()];
  if ([name, phone, hours].some((text) => /[\p{Cc}\p{Cf}]/u.test(text))) {
    throw new AppError('INPUT_INVALID', 'the contact has control or invisible characters in it', {
      hint: 'write name, phone and hours on one line each',
    });
  }
  return name === '' && phone === '' && hours === '' ? null : { name, phone, hours };
}
