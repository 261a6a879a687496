import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '../../electron/domain/errors.ts';
import { openVaultHome } from '../fakes/vault-home.ts';

/**
 * Restores the frozen backup into the home that is its first argument, and kills itself before the write to the database whose
 * number is the second (0: never), or within it, when all is written but its end (2.5: in the second). Then it prints what the home holds: a restore that is refused as known was done before.
 */
const [path = '', killAt = '0'] = process.argv.slice(2);
const { file, shares } = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/backup-1.json'), 'utf8')) as {
  file: object;
  shares: string[];
};
const home = openVaultHome(path);
let writes = 0;
const write = home.store.write.bind(home.store);
Object.assign(home.store, {
  write<T>(work: () => T): T {
    writes += 1;
    if (writes === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    return write(() => {
      const result = work();
      if (writes + 0.5 === Number(killAt)) process.kill(process.pid, 'SIGKILL');
      return result;
    });
  },
});
let again = 'restored';
try {
  await home.backupRestores.restore(Buffer.from(JSON.stringify(file)), shares.slice(0, 3));
} catch (error) {
  if (!hasCode(error, 'KID_TAKEN')) throw error;
  again = 'known';
}
const { privateKeys } = home.session.open();
const held: boolean[] = [];
for (const { kid } of home.keys.list()) {
  const { keychainId, thumbprint } = home.keys.record(kid);
  held.push(await privateKeys.use(keychainId ?? '', thumbprint, () => true));
}
const restores = home.store.audit.ofType('backup.restored').length;
const left = home.store.intents.unfinished().length;
process.stdout.write(JSON.stringify({ again, held, restores, left, isTrailWhole: home.seal.verify(null).ok, writes }));
await home.close();
