import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { RandomBytes } from '../../domain/clock.ts';

export const VAULT_NAME = 'vault.json';
const LEFTOVER = /^vault\.json\.[0-9a-f]{16}\.tmp$/;
const MAX_BYTES = 64 * 1024 * 1024;
/** The salt stands in the first lines of what `serializeVault` writes. */
const HEAD_BYTES = 512;
const SALT = /"salt": "([A-Za-z0-9_-]{43})"/;

/**
 * Reads the vault of a home; `null` when there is none in a home that exists.
 * @throws KEYCHAIN_UNAVAILABLE when the home itself is missing, KEYCHAIN_DENIED, VAULT_DAMAGED when it is too large
 */
export async function readVaultFile(home: string): Promise<string | null> {
  let file: FileHandle;
  try {
    file = await open(join(home, VAULT_NAME), 'r');
  } catch (thrown) {
    if (systemCodeOf(thrown) !== 'ENOENT') throw unreadable(thrown);
    await assertHomeExists(home);
    return null;
  }
  try {
    if ((await file.stat()).size > MAX_BYTES)
      throw new AppError('VAULT_DAMAGED', 'vault.json is larger than any vault', {
        hint: 'nothing was overwritten: keep the file, and restore vault.json from a copy',
      });
    return await file.readFile('utf8');
  } catch (thrown) {
    throw unreadable(thrown);
  } finally {
    await file.close();
  }
}

/**
 * The name of the vault of a home: a digest of its salt, which stays while entries come and go and is another in every
 * other vault. `none` where there is no file; `null` where it cannot be told, because the file cannot be read or is
 * damaged. Nothing of the vault is verified.
 */
export function readVaultName(home: string): string | null {
  const head = Buffer.alloc(HEAD_BYTES);
  try {
    const file = openSync(join(home, VAULT_NAME), 'r');
    try {
      readSync(file, head, 0, HEAD_BYTES, 0);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    return systemCodeOf(thrown) === 'ENOENT' ? 'none' : null;
  }
  const salt = SALT.exec(head.toString('latin1'))?.[1];
  return salt === undefined ? null : createHash('sha256').update(salt, 'latin1').digest('hex').slice(0, 16);
}

/**
 * Puts a new vault in the place of the old one. The new bytes are on the disk before they get the name, and the
 * name is on the disk before this returns: whatever happens, the old vault or the new one is there, whole.
 * Call it only while holding the vault's lock.
 * @throws DISK_FULL, HOME_UNWRITABLE
 */
export async function replaceVaultFile(home: string, text: string, randomBytes: RandomBytes): Promise<void> {
  const target = join(home, VAULT_NAME);
  const temporary = `${target}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    await removeLeftovers(home);
    await writeDurably(temporary, text);
    await rename(temporary, target);
    await syncFolder(dirname(target));
  } catch (thrown) {
    throw await withoutLeftover(temporary, unwritable(thrown));
  }
}

/** Removes what a killed process left beside the vault: with the lock held, no living one has such a file. */
async function removeLeftovers(home: string): Promise<void> {
  const names = await readdir(home);
  for (const name of names.filter((candidate) => LEFTOVER.test(candidate))) await rm(join(home, name), { force: true });
}

/** Says what the file system meant by refusing to write. */
export function unwritable(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = systemCodeOf(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return refusal(
      'DISK_FULL',
      'disk with the vault is full',
      'free some space and try again; the old vault is intact',
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return refusal(
      'HOME_UNWRITABLE',
      'vault can not be written in this home',
      'check the permissions of the folder and that the medium is not write-protected',
    );
  return refusal('KEYCHAIN_FAILED', `vault can not be written (${code})`, 'check the disk; the old vault is intact');
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text, 'latin1');
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle of a folder to sync; its journal orders the rename.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function withoutLeftover(path: string, error: AppError): Promise<AppError> {
  try {
    await rm(path, { force: true });
    return error;
  } catch {
    // It holds nothing but sealed entries, and the next write removes it; the first error tells more.
    return error;
  }
}

async function assertHomeExists(home: string): Promise<void> {
  try {
    await (await open(home, 'r')).close();
  } catch (thrown) {
    // Windows does not open folders; there the vault's own ENOENT has to do.
    if (process.platform === 'win32') return;
    throw unreadable(thrown);
  }
}

function unreadable(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = systemCodeOf(thrown);
  if (code === 'EACCES' || code === 'EPERM')
    return refusal('KEYCHAIN_DENIED', 'vault can not be read', 'check the permissions of vault.json and its folder');
  return refusal(
    'KEYCHAIN_UNAVAILABLE',
    `vault can not be reached (${code})`,
    'check that the folder of this home is there and its medium is connected',
  );
}

function refusal(code: ErrorCode, message: string, hint: string): AppError {
  return new AppError(code, message, { hint });
}

function systemCodeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'no code';
}
