import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { createSealedFileKeychain } from '../../../electron/adapters/keychain/sealed-file-keychain.ts';
import {
  deriveVaultKey,
  parseVault,
  putEntry,
  serializeVault,
} from '../../../electron/adapters/keychain/sealed-vault-format.ts';
import { readVaultFile, replaceVaultFile } from '../../../electron/adapters/keychain/vault-file.ts';
import { withVaultLock } from '../../../electron/adapters/keychain/vault-lock.ts';

/**
 * A process of its own for the tests of the vault:
 *   HOME NAME COUNT   writes so many entries
 *   HOME hold 1       takes the lock, says so, and keeps it for a minute
 *   HOME try ACCOUNT  writes an entry and reads it back, and prints what came of both
 *   HOME race NAME    writes two entries without taking the lock, slowly
 *   HOME fill         fills the disk to the last byte
 */
const [home = '', name = '', argument = ''] = process.argv.slice(2);
const askPassphrase = async () => Buffer.from('correct horse');
const vault = createSealedFileKeychain({ home, askPassphrase, cost: { N: 2 ** 14, r: 8, p: 1 }, lockWaitMs: 15_000 });

if (name === 'hold') await hold();
else if (name === 'try') process.stdout.write(`${await write(argument)} ${await read(argument)}\n`);
else if (name === 'race') await race(argument);
else if (name === 'fill') fill();
else for (let at = 0; at < Number(argument); at += 1) await vault.write(`${name}-${at}`, `${name}${at}`);

function hold(): Promise<void> {
  return withVaultLock(home, 0, randomBytes, async () => {
    process.stdout.write('held\n');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
}

async function race(prefix: string): Promise<void> {
  for (let at = 0; at < 2; at += 1) {
    const seen = parseVault((await readVaultFile(home)) ?? '');
    const key = await deriveVaultKey(await askPassphrase(), seen.kdf);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const next = putEntry(seen, key, { account: `${prefix}-${at}`, value: 'x' }, randomBytes);
    await replaceVaultFile(home, serializeVault(next), randomBytes);
  }
}

function write(account: string): Promise<string> {
  return vault.write(account, 'y').then(() => 'written', codeOf);
}

function read(account: string): Promise<string> {
  return vault.read(account).then((value) => value ?? 'null', codeOf);
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
}

function fill(): void {
  const file = openSync(join(home, 'filler'), 'w');
  for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (thrown) {
      if (codeOf(thrown) !== 'ENOSPC') throw thrown;
    }
  }
  closeSync(file);
}
