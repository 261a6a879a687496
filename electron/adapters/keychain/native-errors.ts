import { AppError, type ErrorCode } from '../../domain/errors.ts';

interface KnownText {
  readonly code: ErrorCode;
  readonly pattern: RegExp;
  readonly message: string;
  readonly hint: string;
}

const NO_SERVICE = 'sign in to a desktop session with a keyring (gnome-keyring, KWallet), or use a sealed vault';
const UNLOCK = 'unlock the keychain in your desktop session and try again';

/**
 * What operating systems say, because the native module passes on their text and no code. D-Bus names are the
 * same in every language; sentences are listed where we have seen them. There is deliberately no row that means
 * "no such entry": an error never proves absence.
 */
const KNOWN_TEXTS: readonly KnownText[] = [
  {
    code: 'KEYCHAIN_DENIED',
    pattern: /apparmor|snap(?:d)? |password-manager-service/i,
    message: 'sandbox forbids the use of the keychain',
    hint: 'let the administrator connect the password-manager-service interface, or use a sealed vault',
  },
  {
    code: 'KEYCHAIN_LOCKED',
    pattern:
      /locked collection|secret\.error\.islocked|keychain is locked|user interaction is not allowed|benutzerinteraktion ist nicht (?:erlaubt|zulässig)/i,
    message: 'keychain is locked',
    hint: UNLOCK,
  },
  {
    code: 'KEYCHAIN_DENIED',
    pattern:
      /user cancell?ed|prompt was dismissed|cancell?ed by (?:the )?user|accessdenied|access (?:is|was) denied|passphrase you entered is not correct|zugriff verweigert/i,
    message: 'keychain refused access',
    hint: 'allow this program to use the keychain when the system asks, and try again',
  },
  {
    code: 'KEYCHAIN_TOO_LARGE',
    pattern: /stub received bad data|stub (?:erhielt|enthielt|hat) falsche daten|parameter is incorrect.*blob/i,
    message: 'keychain refused the length of an entry',
    hint: 'report this: entries are meant to stay below the limit of this system',
  },
  {
    code: 'KEYCHAIN_TIMEOUT',
    pattern: /dbus\.error\.noreply|dbus\.error\.timeout|did not receive a reply|timeout was reached/i,
    message: 'keychain did not answer in time',
    hint: UNLOCK,
  },
  {
    code: 'KEYCHAIN_UNAVAILABLE',
    pattern: /object does not exist at path|no such object path|aliases\/default/i,
    message: 'keychain has no default collection',
    hint: 'create a default keyring (Seahorse: "Login", KWallet: enable the wallet), or use a sealed vault',
  },
  {
    code: 'KEYCHAIN_UNAVAILABLE',
    pattern:
      /was not provided by any \.service files|cannot autolaunch d-bus|cannot spawn a message bus|dbus\.error\.serviceunknown|dbus\.error\.spawn|dbus\.error\.disconnected|could not connect: |connection is closed|no such interface/i,
    message: 'no keychain service answers in this session',
    hint: NO_SERVICE,
  },
  {
    code: 'KEYCHAIN_UNAVAILABLE',
    pattern: /failed to load keytar|cannot open shared object file|err_dlopen_failed/i,
    message: 'library of the keychain can not be loaded',
    hint: 'on Linux install libsecret (Debian, Ubuntu: libsecret-1-0; Fedora: libsecret), or use a sealed vault',
  },
];

/**
 * Turns whatever the native module threw into a typed error. Text that is not in the table stays
 * KEYCHAIN_FAILED; the raw text is quoted only with everything removed that could be part of a secret.
 */
export function classifyNativeError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const text = textOf(thrown);
  const known = KNOWN_TEXTS.find(({ pattern }) => pattern.test(text));
  if (known !== undefined) return new AppError(known.code, known.message, { hint: known.hint });
  const said = withoutSecrets(text);
  return new AppError('KEYCHAIN_FAILED', said === '' ? 'keychain failed' : `keychain failed: ${said}`, {
    hint: 'check that the keychain of this system works, then try again; nothing was stored elsewhere',
  });
}

function textOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (thrown instanceof Error && typeof thrown.message === 'string') return thrown.message;
  return '';
}

/** A back end may repeat in its error what it was given: long runs of base64 or hex, and anything not printable, go. */
function withoutSecrets(text: string): string {
  return text
    .replaceAll(/[A-Za-z0-9+/=_.-]{20,}/g, '…')
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 160);
}
