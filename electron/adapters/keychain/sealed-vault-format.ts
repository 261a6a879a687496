import { createCipheriv, createDecipheriv, createHash, createHmac, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { RandomBytes } from '../../domain/clock.ts';

const FORMAT = 'dcm-key-vault-1';
const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 64;
const MEBIBYTE = 1024 * 1024;

/** What a new vault costs to open: 128 MiB and about a third of a second, per guess. */
export const NEW_VAULT_COST: VaultCost = { N: 2 ** 17, r: 8, p: 1 };

const base64url = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .refine((text) => Buffer.from(text, 'base64url').length === bytes);

// Bounded when read: a vault must not be able to make this program compute for an hour or take all memory.
const costSchema = z.strictObject({
  N: z
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 20)
    .refine((n) => (n & (n - 1)) === 0),
  r: z.number().int().min(8).max(16),
  p: z.number().int().min(1).max(4),
});
export type VaultCost = Readonly<z.infer<typeof costSchema>>;

const entrySchema = z.strictObject({
  account: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/),
  nonce: base64url(NONCE_BYTES),
  sealed: z
    .string()
    .min(1)
    .max(64 * 1024)
    .regex(/^[A-Za-z0-9_-]+$/),
});
type SealedEntry = Readonly<z.infer<typeof entrySchema>>;

const headSchema = z.strictObject({
  format: z.literal(FORMAT),
  kdf: z.strictObject({ name: z.literal('scrypt'), ...costSchema.shape, salt: base64url(SALT_BYTES) }),
});
const vaultSchema = z.strictObject({
  ...headSchema.shape,
  /** Proves the passphrase, at the price of one scrypt. */
  check: base64url(32),
  entries: z.array(entrySchema),
  /** Proves, to who has the passphrase, that no entry was added, taken away or swapped. */
  seal: base64url(32),
  /** Finds accidental damage before anybody is asked for a passphrase. No secret is in it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
type Head = z.infer<typeof headSchema>;
export type Vault = Readonly<z.infer<typeof vaultSchema>>;
/** 32 bytes that seal entries, then 32 bytes that prove the passphrase and the whole. Zeroed by who holds it. */
export type VaultKey = Buffer;

/**
 * Reads the text of a vault. It is byte for byte what `serializeVault` writes, and its checksum fits; whether
 * it is the vault that we sealed is not known before `assertSeal`.
 * @throws VAULT_DAMAGED
 */
export function parseVault(text: string): Vault {
  let vault: Vault;
  try {
    vault = vaultSchema.parse(JSON.parse(text));
  } catch {
    // The cause would quote the file.
    throw damaged('is not a vault that this program wrote');
  }
  const isAscending = vault.entries.every(
    ({ account }, at) => at === 0 || account > (vault.entries[at - 1]?.account ?? ''),
  );
  if (!isAscending || vault.sha256 !== digestOf(vault) || serializeVault(vault) !== text)
    throw damaged('was changed or cut off');
  return vault;
}

/** The text of a vault, always the same for the same vault. */
export function serializeVault({ format, kdf, check, entries, seal, sha256 }: Vault): string {
  return `${JSON.stringify({ format, kdf, check, entries, seal, sha256 }, null, 1)}\n`;
}

/**
 * Derives the key of a vault, off the event loop. The passphrase is not checked; use `assertPassphrase`.
 * @see RFC 7914
 */
export function deriveVaultKey(passphrase: Buffer, { N, r, p, salt }: Vault['kdf']): Promise<VaultKey> {
  const maxmem = 128 * N * r + 128 * r * p + MEBIBYTE;
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.from(salt, 'base64url'), KEY_BYTES, { N, r, p, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** The parameters of a new vault: a fresh salt, so the same passphrase never gives the same key twice. */
export function newVaultKdf(cost: VaultCost, randomBytes: RandomBytes): Vault['kdf'] {
  const { N, r, p } = cost;
  return { name: 'scrypt', N, r, p, salt: randomBytes(SALT_BYTES).toString('base64url') };
}

/** An empty vault under this key. */
export function emptyVault(kdf: Vault['kdf'], key: VaultKey): Vault {
  return sealVault({ format: FORMAT, kdf }, [], key);
}

/** @throws PASSPHRASE_WRONG */
export function assertPassphrase(vault: Vault, key: VaultKey): void {
  if (!isEqual(vault.check, checkOf(vault, key)))
    throw new AppError('PASSPHRASE_WRONG', 'passphrase does not open the vault', {
      hint: 'try again; without the passphrase nobody can open this vault',
    });
}

/**
 * Proves that the vault as a whole is one that was sealed with this key. An older copy of the same vault passes.
 * @throws VAULT_DAMAGED
 */
export function assertSeal(vault: Vault, key: VaultKey): void {
  if (!isEqual(vault.seal, sealOf(vault, vault.check, vault.entries, key))) throw damaged('was changed');
}

/** Opens one entry; `null` when the vault has none of that name. @throws VAULT_DAMAGED */
export function openEntry(vault: Vault, key: VaultKey, account: string): string | null {
  const entry = vault.entries.find((candidate) => candidate.account === account);
  if (entry === undefined) return null;
  const sealed = Buffer.from(entry.sealed, 'base64url');
  if (sealed.length <= TAG_BYTES) throw damaged('has an entry that is too short');
  const plain: Buffer[] = [];
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.subarray(0, 32), Buffer.from(entry.nonce, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(contextOf(account)).setAuthTag(sealed.subarray(-TAG_BYTES));
    plain.push(decipher.update(sealed.subarray(0, -TAG_BYTES)));
    decipher.final();
    return plain.map((part) => part.toString('latin1')).join('');
  } catch {
    throw damaged('has an entry that does not open');
  } finally {
    for (const part of plain) part.fill(0);
  }
}

/** The vault with one entry more or another, under a nonce that was never used. The other entries stay as they are. */
export function putEntry(vault: Vault, key: VaultKey, entry: NewEntry, randomBytes: RandomBytes): Vault {
  const nonce = randomBytes(NONCE_BYTES);
  const value = Buffer.from(entry.value, 'latin1');
  try {
    const cipher = createCipheriv('aes-256-gcm', key.subarray(0, 32), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(contextOf(entry.account));
    const sealed = Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    const rest = vault.entries.filter(({ account }) => account !== entry.account);
    const entries = [...rest, { account: entry.account, nonce: nonce.toString('base64url'), sealed }];
    return sealVault(vault, entries.toSorted(byAccount), key);
  } finally {
    value.fill(0);
  }
}

/** The vault without one entry. */
export function dropEntry(vault: Vault, key: VaultKey, account: string): Vault {
  return sealVault(
    vault,
    vault.entries.filter((entry) => entry.account !== account),
    key,
  );
}

export interface NewEntry {
  readonly account: string;
  readonly value: string;
}

function sealVault({ format, kdf }: Head, entries: SealedEntry[], key: VaultKey): Vault {
  const check = checkOf({ format, kdf }, key);
  const open = { format, kdf, check, entries, seal: sealOf({ format, kdf }, check, entries, key) };
  return { ...open, sha256: digestOf(open) };
}

function checkOf({ format, kdf }: Head, key: VaultKey): string {
  return createHmac('sha256', key.subarray(32))
    .update(`check\0${JSON.stringify({ format, kdf })}`)
    .digest('base64url');
}

function sealOf({ format, kdf }: Head, check: string, entries: readonly SealedEntry[], key: VaultKey): string {
  return createHmac('sha256', key.subarray(32))
    .update(`seal\0${JSON.stringify({ format, kdf, check, entries })}`)
    .digest('base64url');
}

function digestOf({ format, kdf, check, entries, seal }: Omit<Vault, 'sha256'>): string {
  return createHash('sha256').update(JSON.stringify({ format, kdf, check, entries, seal })).digest('hex');
}

/** The name is authenticated with the value, so entries can not be exchanged. */
function contextOf(account: string): Buffer {
  return Buffer.from(`${FORMAT}\0${account}`, 'latin1');
}

function byAccount(a: SealedEntry, b: SealedEntry): number {
  return a.account < b.account ? -1 : 1;
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'base64url'), Buffer.from(b, 'base64url')];
  return left.length === right.length && timingSafeEqual(left, right);
}

function damaged(what: string): AppError {
  return new AppError('VAULT_DAMAGED', `vault.json ${what}`, {
    hint: 'nothing was overwritten: keep the file, and restore vault.json from a copy',
  });
}
