import { join } from 'node:path';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createSealedFileKeychain } from '../../../electron/adapters/keychain/sealed-file-keychain.ts';
import { createFileIntents } from '../../fakes/keychain-intents.ts';

/** A home whose vault and rows are files, so that they outlive the process that writes them. */
export function openKilledHome(home: string) {
  const askPassphrase = async () => Buffer.from('correct horse');
  const keychain = createSealedFileKeychain({ home, askPassphrase, cost: { N: 2 ** 14, r: 8, p: 1 } });
  const intents = createFileIntents(join(home, 'intents.json'));
  const keys = createPrivateKeys({ keychain, intents, transaction: intents.transaction });
  return { keychain, intents, keys };
}
