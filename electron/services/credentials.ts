import { createHash } from 'node:crypto';
import type { Environment } from '../../shared/model/environment.ts';
import type { Keychain } from '../adapters/keychain/keychain.ts';
import { joinCredential, layOutCredential, partsOfCredential } from '../domain/credential.ts';
import { AppError } from '../domain/errors.ts';

/**
 * The keychain entry of an environment's credential. It is named after the DCM, not after the environment's name alone: the
 * same name given to another address later finds nothing.
 */
export function credentialEntryOf({ name, baseUrl, counterpartyGuid }: Environment): string {
  const place = JSON.stringify([name, baseUrl, counterpartyGuid]);
  return `cred-${createHash('sha256').update(place).digest('hex').slice(0, 32)}`;
}

/**
 * Writes a credential into a keychain and reads it back. What a crash leaves half written is no credential: its head does
 * not fit its parts.
 * @throws KEYCHAIN_*
 */
export async function writeCredential(keychain: Keychain, entry: string, value: string): Promise<void> {
  await removeCredential(keychain, entry);
  const { head, parts } = layOutCredential(value);
  for (const [at, part] of parts.entries()) await keychain.write(partName(entry, at), part);
  await keychain.write(entry, head);
  if ((await findCredential(keychain, entry)) === value) return;
  await removeCredential(keychain, entry);
  throw new AppError('KEYCHAIN_FAILED', 'the keychain did not give back the credential that it took', {
    hint: 'nothing was kept; try again, or keep it in memory only',
  });
}

/** @throws KEYCHAIN_*, KEY_UNAVAILABLE where it is missing or damaged */
export async function readCredential(keychain: Keychain, entry: string, env: string): Promise<string> {
  const value = await findCredential(keychain, entry);
  if (value !== null) return value;
  throw new AppError('KEY_UNAVAILABLE', `the credential of "${env}" is missing from the keychain, or damaged`, {
    hint: 'give it again (env credential NAME), or remove it if DCM does not ask for it',
  });
}

/** Removes every entry of a credential; the head first, so that no rest counts. @throws KEYCHAIN_* */
export async function removeCredential(keychain: Keychain, entry: string): Promise<void> {
  await keychain.remove(entry);
  // Without its head nobody knows how many there were: they lie one after the other.
  for (let at = 0; (await keychain.read(partName(entry, at))) !== null; at += 1) {
    await keychain.remove(partName(entry, at));
  }
  if ((await keychain.read(entry)) === null) return;
  throw new AppError('KEYCHAIN_FAILED', 'the keychain still has the credential that it was told to remove', {
    hint: 'remove it in the keychain of the system, then try again',
  });
}

async function findCredential(keychain: Keychain, entry: string): Promise<string | null> {
  const head = await keychain.read(entry);
  const count = head === null ? null : partsOfCredential(head);
  if (head === null || count === null) return null;
  const parts: (string | null)[] = [];
  for (let at = 0; at < count; at += 1) parts.push(await keychain.read(partName(entry, at)));
  return joinCredential(head, parts);
}

function partName(entry: string, at: number): string {
  return `${entry}.${String(at + 1)}`;
}
