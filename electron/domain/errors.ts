/** Every code that an error of ours can carry. Codes are a promise to scripts; the prose is not. */
export const ERROR_CODES = [
  // bad usage or bad input
  'USAGE_INVALID',
  'INPUT_EMPTY',
  'INPUT_INVALID',
  'INPUT_TOO_LARGE',
  'FILE_UNREADABLE',
  'FILE_UNWRITABLE',
  'POSSESSION_REFUSED',
  'TOKEN_MALFORMED',
  'JWK_MALFORMED',
  'JWK_REFUSED',
  'JWKS_REFUSED',
  'PEM_MALFORMED',
  'PRIVATE_KEY_GIVEN',
  'BUNDLE_REFUSED',
  'EXPORT_DAMAGED',
  'BUNDLE_ELSEWHERE',
  'BUNDLE_BY_ANOTHER',
  'BACKUP_REFUSED',
  'BACKUP_NOT_FOUND',
  'SHARE_DAMAGED',
  'SHARE_VERSION',
  'SHARE_REFUSED',
  'SHARE_FOREIGN',
  'SHARE_DUPLICATE',
  'SHARE_TOO_FEW',
  'SHARE_WRONG',
  'CAMERA_REFUSED',
  'PICTURE_REFUSED',
  'QR_NOT_FOUND',
  'QR_OTHER_PART',
  'QR_DAMAGED',
  'QR_TOO_LONG',
  'BASE_URL_REFUSED',
  'COUNTERPARTY_INVALID',
  'CERTIFICATE_INVALID',
  'ENVIRONMENT_UNKNOWN',
  'ENVIRONMENT_EXISTS',
  'ENVIRONMENT_IN_USE',
  'KEY_NOT_FOUND',
  'KID_INVALID',
  'KID_TAKEN',
  'SNAPSHOT_NOT_FOUND',
  'REGISTRATION_NOT_FOUND',
  'ROTATION_NOT_FOUND',
  'CASE_NOT_FOUND',
  'TEMPLATE_NOT_FOUND',
  'CEREMONY_NOT_FOUND',
  'CEREMONY_SCRIPT_REFUSED',
  'RUNTIME_MISSING',
  'CANCELLED',
  // keychain
  'KEYCHAIN_UNAVAILABLE',
  'KEYCHAIN_LOCKED',
  'KEYCHAIN_DENIED',
  'KEYCHAIN_TIMEOUT',
  'KEYCHAIN_TOO_LARGE',
  'KEYCHAIN_FAILED',
  'KEYCHAIN_CHANGED',
  'KEY_UNAVAILABLE',
  'PASSPHRASE_NEEDED',
  'PASSPHRASE_WRONG',
  'PASSPHRASE_TOO_SHORT',
  'APP_LOCKED',
  // DCM and the network
  'OFFLINE',
  'PROXY_UNREACHABLE',
  'PROXY_REFUSED',
  'PROXY_AUTH_NEEDED',
  'DCM_UNREACHABLE',
  'DCM_TIMEOUT',
  'DCM_CERTIFICATE_REFUSED',
  'DCM_REDIRECTED',
  'DCM_REFUSED',
  'DCM_UNAUTHORIZED',
  'DCM_FAILED',
  'DCM_ANSWER_REFUSED',
  'REGISTRATION_UNKNOWN',
  'PORT_UNAVAILABLE',
  // integrity and storage
  'AUDIT_BROKEN',
  'DATABASE_DAMAGED',
  'VAULT_DAMAGED',
  'HOME_UNWRITABLE',
  'HOME_IN_USE',
  'DISK_FULL',
  'SELF_TEST_FAILED',
  // undecided
  'KEY_UNKNOWN',
  'NO_SNAPSHOT',
  // refused by policy
  'HOME_KIND_MIXED',
  'POLICY_INVALID',
  'POLICY_REFUSED',
  'DATA_CLASS_REFUSED',
  'TOKEN_LIFE_REFUSED',
  'CLAIM_REFUSED',
  'TEMPLATE_REFUSED',
  'SIGNING_NOT_ALLOWED',
  'CLOCK_SUSPECT',
  'KEY_NOT_ACTIVE',
  'KEY_SEALED',
  'BUNDLE_UNTRUSTED',
  'KEY_OUT_OF_SCOPE',
  'STATE_MOVE_REFUSED',
  'ROTATION_NOT_READY',
  'CASE_CLOSED',
  'BACKUP_STATE',
  'BACKUP_NOT_PROVEN',
  'CUSTODIANS_REFUSED',
  'CEREMONY_ENDED',
  'CEREMONY_PAUSED',
  'CEREMONY_INTERRUPTED',
  'CEREMONY_OUT_OF_ORDER',
  'CEREMONY_STOPPED',
  'CEREMONY_PERSON_MISSING',
  'CEREMONY_PERSON_REFUSED',
  'CEREMONY_CHECK_FAILED',
  'CEREMONY_MISMATCH',
  'ALGORITHM_REFUSED',
  // ours
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Work that could not be done. The message names the failing thing; the hint says what to do next.
 * Neither ever holds a secret or a token. A bad token is a verdict, not one of these.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: { readonly hint: string; readonly cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** Tells whether something thrown is an `AppError` with this code. */
export function hasCode(thrown: unknown, code: ErrorCode): thrown is AppError {
  return thrown instanceof AppError && thrown.code === code;
}
