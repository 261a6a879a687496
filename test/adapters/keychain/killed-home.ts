import { join } from 'node:path';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createSealedFileKeychain } from '../../../electron/adapters/keychain/sealed-file-keychain.ts';
import { createFileIntents } from '../../fakes/keychain-intents.ts';

const COST = { N: 2 ** 14, r: 8, p: 1 };
/** The passphrase of a key that is sealed in this home. */
export const SEALED_WITH = 'ocean lantern trust violin';

/** A home whose vault and rows are files, so that they outlive the process that writes them. */
export function openKilledHome(home: string) {
  const askPassphrase = async () => Buffer.from('correct horse');
  const keychain = createSealedFileKeychain({ home, askPassphrase, cost: COST });
  const intents = createFileIntents(join(home, 'intents.json'));
  const keys = createPrivateKeys({ keychain, intents, transaction: intents.transaction, sealCost: COST });
  return { keychain, intents, keys };
}
