import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPkcs12 } from '../../electron/adapters/crypto/forge-pkcs12.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { readKeyFile } from '../../electron/domain/private-key-file.ts';

/**
 * Reads key files without a test runner, so that Bun can: it is linked with BoringSSL, as Electron is. Arguments: a
 * folder, a passphrase, names of files. Writes one JSON document: what became of each.
 */
const [folder = '', passphrase = '', ...names] = process.argv.slice(2);
const outcomes: Record<string, string> = {};
for (const name of names) {
  try {
    const tools = { openPkcs12, passphrase: async () => Buffer.from(passphrase) };
    outcomes[name] = (await readKeyFile(readFileSync(join(folder, name)), tools)).thumbprint;
  } catch (error) {
    outcomes[name] = error instanceof AppError ? error.code : String(error);
  }
}
const { boringssl = null } = process.versions as Record<string, string | undefined>;
process.stdout.write(`${JSON.stringify({ boringssl, outcomes })}\n`);
