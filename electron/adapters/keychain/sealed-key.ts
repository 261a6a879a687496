import { randomBytes as systemRandomBytes, type KeyObject } from 'node:crypto';
import type { RandomBytes } from '../../domain/clock.ts';
import { AppError, hasCode } from '../../domain/errors.ts';
import { decodeBase64url } from '../../domain/base64url.ts';
import { charactersOf } from './characters.ts';
import { privateKeyOfText, textOfPrivateKey } from './key-material.ts';
import {
  assertPassphrase,
  assertSeal,
  deriveVaultKey,
  emptyVault,
  newVaultKdf,
  openEntry,
  parseVault,
  putEntry,
  serializeVault,
  type Vault,
  type VaultCost,
  type VaultKey,
} from './sealed-vault-format.ts';

/** No text of an open private key begins so: base64url of DER begins with "M". */
const MARK = 'sealed1-';
const MIN_PASSPHRASE_CHARACTERS = 12;

/** Tells whether the text of a key in a keychain is a sealed one. */
export function isSealedKey(text: string): boolean {
  return text.startsWith(MARK);
}

/**
 * A private key sealed under a passphrase: a vault with one entry, which is bound to the id of the key, as base64url.
 * The passphrase belongs to the caller, who zeroes it.
 * @throws PASSPHRASE_TOO_SHORT
 */
export async function sealKey(
  privateKey: KeyObject,
  how: {
    readonly id: string;
    readonly passphrase: Buffer;
    readonly cost: VaultCost;
    readonly randomBytes?: RandomBytes;
  },
): Promise<string> {
  const { id, passphrase, cost, randomBytes = systemRandomBytes } = how;
  if (charactersOf(passphrase) < MIN_PASSPHRASE_CHARACTERS) {
    throw new AppError('PASSPHRASE_TOO_SHORT', 'a sealed key needs a passphrase of at least 12 characters', {
      hint: 'choose six or more unrelated words, and write them down twice',
    });
  }
  const kdf = newVaultKdf(cost, randomBytes);
  return await withKey(passphrase, kdf, (key) => {
    const vault = putEntry(
      emptyVault(kdf, key),
      key,
      { account: id, value: textOfPrivateKey(privateKey) },
      randomBytes,
    );
    return MARK + Buffer.from(serializeVault(vault), 'latin1').toString('base64url');
  });
}

/**
 * Opens what `sealKey` gave. Whose key it is is not checked. The passphrase belongs to the caller, who zeroes it.
 * @throws PASSPHRASE_WRONG, KEY_UNAVAILABLE where it is damaged, or was sealed for another key
 */
export async function openSealedKey(
  text: string,
  { id, passphrase }: { readonly id: string; readonly passphrase: Buffer },
): Promise<KeyObject> {
  const vault = vaultOf(text);
  return await withKey(passphrase, vault.kdf, (key) => {
    try {
      assertPassphrase(vault, key);
      assertSeal(vault, key);
      const opened = openEntry(vault, key, id);
      const privateKey = opened === null ? null : privateKeyOfText(opened);
      if (privateKey === null) throw damaged();
      return privateKey;
    } catch (error) {
      if (hasCode(error, 'PASSPHRASE_WRONG')) throw wrong();
      if (hasCode(error, 'VAULT_DAMAGED')) throw damaged();
      throw error;
    }
  });
}

function vaultOf(text: string): Vault {
  const bytes = isSealedKey(text) ? decodeBase64url(text.slice(MARK.length)) : null;
  if (bytes === null) throw damaged();
  try {
    return parseVault(bytes.toString('latin1'));
  } catch (error) {
    if (hasCode(error, 'VAULT_DAMAGED')) throw damaged();
    throw error;
  }
}

async function withKey<T>(passphrase: Buffer, kdf: Vault['kdf'], work: (key: VaultKey) => T): Promise<T> {
  const key = await deriveVaultKey(passphrase, kdf);
  try {
    return work(key);
  } finally {
    key.fill(0);
  }
}

function wrong(): AppError {
  return new AppError('PASSPHRASE_WRONG', 'this passphrase does not unseal the key', {
    hint: 'read the paper again, letter by letter; capitals and spaces count',
  });
}

function damaged(): AppError {
  return new AppError('KEY_UNAVAILABLE', 'the sealed private key is missing from the keychain, or damaged', {
    hint: 'make and register another standby key; its record and history stay',
  });
}
