import { backupErrors } from './errors-en-backup.ts';
import { carriedErrors } from './errors-en-carried.ts';
import { ceremonyErrors } from './errors-en-ceremony.ts';

/** What a person reads for each code: what happened, and what to do next. */
export const errors = {
  ...backupErrors,
  ...carriedErrors,
  USAGE_INVALID: { title: 'That can’t be done this way', next: 'Check what you entered and try again.' },
  INPUT_EMPTY: { title: 'Nothing was entered', next: 'Paste or type something first.' },
  INPUT_INVALID: {
    title: 'Something entered is not right',
    next: 'Look for a field that is too long or has characters that can’t be used there.',
  },
  INPUT_TOO_LARGE: {
    title: 'This is too large',
    next: 'Give only the token or the key set. A whole log or dump is for a scan in the terminal: dcm-keys scan FILE.',
  },
  FILE_UNREADABLE: {
    title: 'The file can’t be read',
    next: 'Check that it still exists and that you may open it, then choose it again.',
  },
  FILE_UNWRITABLE: {
    title: 'The file can’t be written',
    next: 'Choose another folder, or make room on the disk. Nothing was changed.',
  },
  POSSESSION_REFUSED: {
    title: 'This does not prove possession',
    next: 'Ask the holder to sign exactly the text that is shown, with this key, and send the whole answer.',
  },
  TOKEN_MALFORMED: {
    title: 'This is not a token',
    next: 'Copy it again, from the first character to the last: three parts with two dots.',
  },
  JWK_MALFORMED: {
    title: 'This is not a JWK',
    next: 'Ask the sender for the public key as JSON, and paste all of it.',
  },
  JWK_REFUSED: {
    title: 'This key is not fit for use',
    next: 'Don’t use it. Tell its owner what is wrong with it, named below.',
  },
  JWKS_REFUSED: {
    title: 'This key set is refused',
    next: 'Don’t use it; the sets stored here stay in force. Tell whoever gave it to you, with the reason below.',
  },
  PEM_MALFORMED: { title: 'This is not a PEM file', next: 'Paste everything from the BEGIN line to the END line.' },
  PRIVATE_KEY_GIVEN: {
    title: 'This is a private key',
    next: 'Nothing was kept. Wipe the place it came from, and treat the key as exposed.',
  },
  EXPORT_DAMAGED: {
    title: 'This export was changed or cut off',
    next: 'Nothing of it is shown. Get it again from where it was written; a spreadsheet that saved it may have changed it.',
  },
  DATA_CLASS_REFUSED: {
    title: 'There is more than public data in it',
    next: 'Nothing was written or kept. Find out how it got there; treat a private key in it as stolen.',
  },
  BASE_URL_REFUSED: {
    title: 'This address is refused',
    next: 'Use https and the host that DCM gave you. Practice runs on this computer only.',
  },
  COUNTERPARTY_INVALID: {
    title: 'This is not a counterparty GUID',
    next: 'Copy the GUID from DCM’s letter: 32 hex digits in five groups.',
  },
  CERTIFICATE_INVALID: {
    title: 'The certificate can’t be read',
    next: 'Give the authority’s certificate in PEM form: it begins with BEGIN CERTIFICATE.',
  },
  ENVIRONMENT_UNKNOWN: {
    title: 'There is no such environment',
    next: 'Choose one from the list, or add it under DCM.',
  },
  ENVIRONMENT_EXISTS: { title: 'An environment has this name already', next: 'Choose another name.' },
  ENVIRONMENT_IN_USE: {
    title: 'The environment is still in use',
    next: 'Its keys and evidence need it; it stays in the list.',
  },
  KEY_NOT_FOUND: { title: 'There is no such key', next: 'Go back to Keys and choose one from the list.' },
  KID_INVALID: { title: 'This key ID can’t be used', next: 'Use 1 to 256 visible characters, or leave it empty.' },
  KID_TAKEN: { title: 'Another key has this ID', next: 'Choose another ID, or leave it empty to use the thumbprint.' },
  SNAPSHOT_NOT_FOUND: {
    title: 'There is no such snapshot',
    next: 'Choose one from the archive, or fetch DCM’s keys now.',
  },
  REGISTRATION_NOT_FOUND: { title: 'This key is not registered there', next: 'Register it in this environment first.' },
  ROTATION_NOT_FOUND: {
    title: 'There is no such rotation',
    next: 'Look at the list of rotations and choose one of them.',
  },
  CASE_NOT_FOUND: {
    title: 'There is no such case',
    next: 'Choose one from the list under Cases, or open a new one.',
  },
  CASE_CLOSED: {
    title: 'This case is closed',
    next: 'Reopen it with a reason, or open another case.',
  },
  ...ceremonyErrors,
  RUNTIME_MISSING: {
    title: 'A part of the app is missing',
    next: 'Install the app again from the bank’s own package.',
  },
  CANCELLED: { title: 'Cancelled', next: 'Nothing was changed.' },
  KEYCHAIN_UNAVAILABLE: {
    title: 'There is no keychain to use',
    next: 'Start the system’s keychain and try again. Without it nothing is stored or signed.',
  },
  KEYCHAIN_LOCKED: {
    title: 'The keychain is locked',
    next: 'Unlock it: the sealed vault with its passphrase, the system’s keychain in your password manager.',
  },
  KEYCHAIN_DENIED: { title: 'The keychain said no', next: 'Try again, and allow access when your system asks.' },
  KEYCHAIN_TIMEOUT: {
    title: 'The keychain didn’t answer in time',
    next: 'Look for a system window that waits for you, then try again.',
  },
  KEYCHAIN_TOO_LARGE: {
    title: 'The keychain can’t hold a key this long',
    next: 'Use a shorter key, or ask your administrator.',
  },
  KEYCHAIN_FAILED: {
    title: 'The keychain failed',
    next: 'Nothing was changed. Try again; if it stays, restart the system’s keychain.',
  },
  KEYCHAIN_CHANGED: {
    title: 'This home uses another keychain',
    next: 'Keys are never moved silently. Open the keychain that was chosen for this home.',
  },
  KEY_UNAVAILABLE: {
    title: 'The private half can’t be found',
    next: 'Nothing was overwritten. Check that you are on the right computer and account.',
  },
  PASSPHRASE_NEEDED: { title: 'A passphrase is needed', next: 'Unlock the vault with its passphrase, then try again.' },
  PASSPHRASE_WRONG: {
    title: 'The passphrase is wrong',
    next: 'Check the keyboard layout and Caps Lock, then type it again.',
  },
  PASSPHRASE_TOO_SHORT: {
    title: 'The passphrase is too short',
    next: 'Use at least 8 characters; several unrelated words are best.',
  },
  APP_LOCKED: { title: 'The app is locked', next: 'Unlock it, then try again. Checking a token needs no unlock.' },
  OFFLINE: { title: 'The app is offline', next: 'Go online with the switch at the top, then try again.' },
  PROXY_UNREACHABLE: {
    title: 'The proxy cannot be reached',
    next: 'Nothing was sent to DCM. Check the proxy of this environment, or ask your network people.',
  },
  PROXY_REFUSED: {
    title: 'The proxy does not open the way to DCM',
    next: 'Nothing was sent to DCM. Ask your network people to let this computer reach it.',
  },
  PROXY_AUTH_NEEDED: {
    title: 'The proxy wants a password',
    next: 'Give the password of the proxy. It stays in memory until the app is locked.',
  },
  DCM_UNREACHABLE: {
    title: 'DCM can’t be reached',
    next: 'Check the network and the address, then try again. Nothing was lost.',
  },
  DCM_TIMEOUT: {
    title: 'DCM didn’t answer in time',
    next: 'Try again. If you were registering, look at DCM’s list first.',
  },
  DCM_CERTIFICATE_REFUSED: {
    title: 'DCM’s certificate is not trusted',
    next: 'Stop: somebody may be in between. Compare the certificate with DCM by phone.',
  },
  DCM_REDIRECTED: {
    title: 'DCM pointed to another address',
    next: 'Redirects are never followed. Ask DCM for its right address.',
  },
  DCM_REFUSED: {
    title: 'DCM refused the request',
    next: 'Read DCM’s own words below, correct what they name, then try again.',
  },
  DCM_UNAUTHORIZED: {
    title: 'DCM didn’t accept the login',
    next: 'Ask DCM whether this call needs a login, and who may make it.',
  },
  DCM_FAILED: { title: 'DCM has a fault', next: 'Wait a minute and try again; if it stays, call DCM with the code.' },
  DCM_ANSWER_REFUSED: {
    title: 'DCM’s answer can’t be used',
    next: 'It is not what DCM promises. Check the address, then call DCM.',
  },
  REGISTRATION_UNKNOWN: {
    title: 'Nobody knows yet whether DCM has the key',
    next: 'Ask DCM again: the app reads its list first, and sends only what is not there.',
  },
  PORT_UNAVAILABLE: {
    title: 'The practice DCM can’t start',
    next: 'Another program uses its port. Close it and try again.',
  },
  AUDIT_BROKEN: {
    title: 'The audit trail is broken',
    next: 'Stop signing. Keep a copy of the home, and tell your auditor which event is named.',
  },
  DATABASE_DAMAGED: {
    title: 'The database is damaged',
    next: 'Close the app, keep a copy of the home, and restore it from a backup.',
  },
  VAULT_DAMAGED: {
    title: 'The sealed vault is damaged',
    next: 'Don’t overwrite it. Keep a copy, and restore it from a backup.',
  },
  HOME_UNWRITABLE: {
    title: 'The data folder can’t be written',
    next: 'Make it writable for you, then try again. Checking goes on meanwhile.',
  },
  HOME_IN_USE: { title: 'Another program is writing', next: 'Wait a few seconds and try again.' },
  DISK_FULL: { title: 'The disk is full', next: 'Free some space, then try again. Nothing was half written.' },
  SELF_TEST_FAILED: {
    title: 'The new key failed its own test',
    next: 'It was thrown away. Try again; if it repeats, don’t use this computer for keys.',
  },
  KEY_UNKNOWN: {
    title: 'No set we hold has this key',
    next: 'Fetch DCM’s newest keys, or import the set of that day.',
  },
  NO_SNAPSHOT: { title: 'No keys of DCM are stored here', next: 'Fetch them under DCM, or import a file.' },
  HOME_KIND_MIXED: {
    title: 'Practice and real never share a home',
    next: 'Start the app with another home for this environment.',
  },
  POLICY_INVALID: {
    title: 'The policy file is refused',
    next: 'Correct the line that is named, or remove the file, then start again.',
  },
  POLICY_REFUSED: {
    title: 'The bank’s policy forbids this',
    next: 'Choose what the policy allows, or ask whoever owns the policy.',
  },
  TOKEN_LIFE_REFUSED: { title: 'The token would live too long', next: 'Choose a shorter life.' },
  CLAIM_REFUSED: { title: 'This claim can’t be set by hand', next: 'Remove it: the app sets it itself.' },
  TEMPLATE_REFUSED: {
    title: 'The template doesn’t allow this',
    next: 'Follow the template, or sign without it if you may.',
  },
  TEMPLATE_NOT_FOUND: {
    title: 'There is no such template',
    next: 'Look at the list of templates and choose one of them.',
  },
  SIGNING_NOT_ALLOWED: {
    title: 'The policy doesn’t allow this for production',
    next: 'Ask whoever signs off policy.json for a rule, then open the app again.',
  },
  CLOCK_SUSPECT: {
    title: 'This computer’s clock is in doubt',
    next: 'Set the clock right and fetch DCM’s keys, or say on the Sign page by which source the clock is right.',
  },
  KEY_NOT_ACTIVE: { title: 'The key is not active', next: 'Choose an active key, or make a new one.' },
  KEY_OUT_OF_SCOPE: {
    title: 'The key may not sign this',
    next: 'Choose a key of this environment that may sign this flow.',
  },
  STATE_MOVE_REFUSED: {
    title: 'The key can’t move to that state',
    next: 'Look at its present state, and choose a move that is allowed.',
  },
  ROTATION_NOT_READY: {
    title: 'It is too early for this step',
    next: 'Read what is still missing below, then look at DCM again.',
  },
  ALGORITHM_REFUSED: { title: 'This algorithm is not allowed', next: 'Choose one that the policy allows.' },
  INTERNAL: {
    title: 'Something went wrong inside the app',
    next: 'Try again. If it repeats, report the code and what you did.',
  },
} as const;
