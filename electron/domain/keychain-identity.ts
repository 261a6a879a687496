import type { KeychainIdentity } from '../../shared/model/keychain-identity.ts';
import { AppError } from './errors.ts';

/** The keychain that a home has used, and the one that would answer now; `null` where it is not known. */
export interface KeychainComparison {
  /** `missing`: the vault is not there. `unknown`: nothing to compare with yet, or it cannot be told. */
  readonly status: 'same' | 'changed' | 'missing' | 'unknown';
  readonly was: KeychainIdentity | null;
  readonly is: KeychainIdentity | null;
}

/**
 * Compares two keychains by what is known of them without opening them. The system's: by service, user and computer. A
 * sealed vault goes where its home goes, so by the vault alone.
 */
export function compareKeychains(was: KeychainIdentity | null, is: KeychainIdentity | null): KeychainComparison {
  if (was === null || is === null) return { status: 'unknown', was, is };
  if (!isThere(is)) return { status: 'missing', was, is };
  return { status: isSame(was, is) ? 'same' : 'changed', was, is };
}

/** Whether there is something to remember: a vault that has not been made yet has no name. */
export function isThere(identity: KeychainIdentity): boolean {
  return identity.service !== 'sealed-vault' || identity.vault !== null;
}

/** Why a keychain is not opened after a comparison, KEYCHAIN_CHANGED or KEYCHAIN_UNAVAILABLE; `null`: it may be. */
export function keychainProblem({ status, was, is }: KeychainComparison): AppError | null {
  if (status === 'missing') {
    return new AppError('KEYCHAIN_UNAVAILABLE', 'the vault of this home, vault.json, is not there', {
      hint: 'put it back from a copy; no other one is made in its place',
    });
  }
  if (status !== 'changed') return null;
  return new AppError(
    'KEYCHAIN_CHANGED',
    `this home has kept its keys in ${describeKeychain(was)}; now ${describeKeychain(is)} would answer`,
    {
      hint: 'nothing was read or written: go back to the computer and user of this home; if its keys have moved along, say so: dcm-keys keychain accept --reason R',
    },
  );
}

const SERVICE_NAMES = {
  'secret-service': 'the Secret Service',
  'macos-keychain': 'the login keychain',
  'credential-manager': 'the Credential Manager',
} as const;

/** A keychain in words that tell it from others: service, user and computer, or the name of the vault. */
export function describeKeychain(identity: KeychainIdentity | null): string {
  if (identity === null) return 'an unknown keychain';
  if (identity.service === 'memory') return 'the memory of the process';
  if (identity.service === 'sealed-vault') return `the sealed vault ${identity.vault ?? '(no file)'}`;
  const { service, user, machine, machineId } = identity;
  return `${SERVICE_NAMES[service]} of ${user} on ${machine}${machineId === null ? '' : ` (${machineId})`}`;
}

type SystemIdentity = Extract<KeychainIdentity, { readonly machine: string }>;

function isSame(was: KeychainIdentity, is: KeychainIdentity): boolean {
  if (was.service === 'memory') return is.service === 'memory';
  if (was.service === 'sealed-vault') return is.service === 'sealed-vault' && was.vault === is.vault;
  if (is.service === 'memory' || is.service === 'sealed-vault') return false;
  return was.service === is.service && was.user === is.user && isSameMachine(was, is);
}

/** A computer may be renamed, and on a Mac each network gives it another domain. */
function isSameMachine(was: SystemIdentity, is: SystemIdentity): boolean {
  if (was.machineId !== null && is.machineId !== null) return was.machineId === is.machineId;
  return firstLabel(was.machine) === firstLabel(is.machine);
}

function firstLabel(machine: string): string {
  return (machine.split('.')[0] ?? '').toLowerCase();
}
