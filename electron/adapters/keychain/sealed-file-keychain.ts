import { randomBytes as systemRandomBytes } from 'node:crypto';
import type { RandomBytes } from '../../domain/clock.ts';
import { AppError } from '../../domain/errors.ts';
import { assertAccount, assertValue } from './entry-rules.ts';
import type { Keychain } from './keychain.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { charactersOf } from './characters.ts';
import {
  assertPassphrase,
  assertSeal,
  deriveVaultKey,
  dropEntry,
  emptyVault,
  NEW_VAULT_COST,
  newVaultKdf,
  openEntry,
  parseVault,
  putEntry,
  serializeVault,
  type Vault,
  type VaultCost,
  type VaultKey,
} from './sealed-vault-format.ts';
import { readVaultFile, readVaultName, replaceVaultFile } from './vault-file.ts';
import { withVaultLock } from './vault-lock.ts';

const MIN_PASSPHRASE_CHARACTERS = 8;

/** Gives the passphrase as UTF-8 bytes; the buffer is zeroed after use. `isNew`: the vault is about to be made. */
export type AskPassphrase = (question: { readonly isNew: boolean }) => Promise<Buffer>;

/**
 * A vault sealed with a passphrase, one file in the home, for machines without a keychain: scrypt, then
 * AES-256-GCM for each entry. Whoever may choose it, this module never chooses itself.
 *
 * The derived key stays in memory until `lock`; the file is read anew for each call, so several processes can
 * share a home. The first write makes the vault; reading a home without one answers `null` and asks for nothing.
 * An older copy of the file put back by hand is not noticed here.
 *
 * What stays in memory: passphrase, derived key and opened bytes are zeroed; entries themselves pass through
 * this port as JavaScript strings, which can not be.
 * Beside the errors of the port: PASSPHRASE_NEEDED, PASSPHRASE_WRONG, PASSPHRASE_TOO_SHORT, VAULT_DAMAGED,
 * DISK_FULL, HOME_UNWRITABLE, HOME_IN_USE.
 */
export function createSealedFileKeychain(options: {
  readonly home: string;
  readonly askPassphrase: AskPassphrase;
  readonly randomBytes?: RandomBytes;
  readonly cost?: VaultCost;
  readonly lockWaitMs?: number;
}): Keychain {
  const { home, askPassphrase, randomBytes = systemRandomBytes, cost = NEW_VAULT_COST, lockWaitMs = 5000 } = options;
  const inTurn = createOneAtATime();
  let unlocked: { readonly salt: string; readonly key: VaultKey } | null = null;
  let lockings = 0;
  /** What was read last: as long as the file holds the same bytes, it is not parsed and its seal not computed again. */
  let lastRead: { readonly text: string; readonly vault: Vault } | null = null;
  let proven: Vault | null = null;

  return {
    kind: 'sealed',
    maxValueLength: null,
    identity() {
      const name = readVaultName(home);
      return name === null ? null : { service: 'sealed-vault', vault: name === 'none' ? null : name };
    },
    read(account) {
      return inTurn(async () => {
        assertAccount(account);
        const vault = await readVault();
        return vault === null ? null : withKey(vault, async (key) => openEntry(vault, key, account));
      });
    },
    write(account, value) {
      return inTurn(async () => {
        assertAccount(account);
        assertValue(value, null);
        await change((vault, key) => putEntry(vault, key, { account, value }, randomBytes));
      });
    },
    remove(account) {
      return inTurn(async () => {
        assertAccount(account);
        if ((await readVault()) === null) return false;
        return change((vault, key) =>
          vault.entries.some((entry) => entry.account === account) ? dropEntry(vault, key, account) : null,
        );
      });
    },
    lock() {
      lockings += 1;
      unlocked?.key.fill(0);
      unlocked = null;
      proven = null;
    },
  };

  async function readVault(): Promise<Vault | null> {
    const text = await readVaultFile(home);
    if (text === null) return null;
    if (lastRead?.text !== text) lastRead = { text, vault: parseVault(text) };
    return lastRead.vault;
  }

  /** Lends a copy of the key, so that `lock` during the work can not turn it into zeros. */
  async function withKey<T>(vault: Vault, work: (key: VaultKey) => Promise<T>): Promise<T> {
    const asked = lockings;
    const key = unlocked?.salt === vault.kdf.salt ? Buffer.from(unlocked.key) : await derive(vault.kdf, false);
    try {
      if (proven !== vault) {
        assertPassphrase(vault, key);
        assertSeal(vault, key);
      }
      if (lockings === asked) keep(vault.kdf.salt, key, vault);
      return await work(key);
    } finally {
      key.fill(0);
    }
  }

  /** @returns whether there was something to change */
  async function change(edit: (vault: Vault, key: VaultKey) => Vault | null): Promise<boolean> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const seen = await readVault();
      const outcome =
        seen === null ? await changeNew(edit) : await withKey(seen, (key) => changeLocked(seen, key, edit));
      if (outcome !== 'another-vault') return outcome === 'changed';
    }
    throw new AppError('HOME_IN_USE', 'vault of this home is being replaced by another process', {
      hint: 'close the other window or command, and try again',
    });
  }

  async function changeNew(edit: (vault: Vault, key: VaultKey) => Vault | null): Promise<Outcome> {
    const kdf = newVaultKdf(cost, randomBytes);
    const asked = lockings;
    const key = await derive(kdf, true);
    try {
      const outcome = await changeLocked(emptyVault(kdf, key), key, edit, true);
      if (outcome === 'changed' && lockings === asked) keep(kdf.salt, key, null);
      return outcome;
    } finally {
      key.fill(0);
    }
  }

  /** Nobody is asked for anything in here: the lock is held for a few milliseconds only. */
  function changeLocked(
    seen: Vault,
    key: VaultKey,
    edit: (vault: Vault, key: VaultKey) => Vault | null,
    isNew = false,
  ): Promise<Outcome> {
    return withVaultLock(home, lockWaitMs, randomBytes, async () => {
      const onDisk = await readVault();
      if (isNew ? onDisk !== null : onDisk?.kdf.salt !== seen.kdf.salt) return 'another-vault';
      const current = onDisk ?? seen;
      assertSeal(current, key);
      const next = edit(current, key);
      if (next === null) return 'unchanged';
      await replaceVaultFile(home, serializeVault(next), randomBytes);
      return 'changed';
    });
  }

  async function derive(kdf: Vault['kdf'], isNew: boolean): Promise<VaultKey> {
    const passphrase = await askPassphrase({ isNew });
    try {
      if (passphrase.length === 0) throw needed();
      if (isNew && charactersOf(passphrase) < MIN_PASSPHRASE_CHARACTERS) throw tooShort();
      return await deriveVaultKey(passphrase, kdf);
    } finally {
      passphrase.fill(0);
    }
  }

  function keep(salt: string, key: VaultKey, vault: Vault | null): void {
    unlocked?.key.fill(0);
    unlocked = { salt, key: Buffer.from(key) };
    proven = vault;
  }
}

type Outcome = 'changed' | 'unchanged' | 'another-vault';

function needed(): AppError {
  return new AppError('PASSPHRASE_NEEDED', 'vault needs its passphrase', {
    hint: 'type the passphrase, or give it with --passphrase-fd',
  });
}

function tooShort(): AppError {
  return new AppError('PASSPHRASE_TOO_SHORT', 'passphrase of a new vault has fewer than 8 characters', {
    hint: 'choose a longer one: a few unrelated words are good',
  });
}
