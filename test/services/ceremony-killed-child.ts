import { generateKeyPairSync } from 'node:crypto';
import { createKeytarKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';
import type { Store } from '../../electron/adapters/sqlite/store.ts';
import { composeHome, systemAdapters } from '../../electron/compose.ts';
import { createFileNative } from '../fakes/file-native.ts';
import { actDue, confirmDue, custodian, PEOPLE, saveFile, shipped } from './ceremony-driver.ts';

/**
 * Carries out a script (second argument) in the home that is its first, from where it stands, and kills itself as soon as
 * what the third names is on the disk: an entry as `kind:step`, or the type of an audit event. Without it, goes on to the end.
 */
const [path = '', name = '', killAt = ''] = process.argv.slice(2);

function dieAt(store: Store): Store {
  return {
    ...store,
    write(work) {
      const result = store.write(work);
      const [ceremony] = store.ceremonies.list();
      const content = ceremony && store.ceremonies.entries(ceremony.id).at(-1)?.content;
      const entry = content === undefined ? '' : `${content.kind}:${'step' in content ? content.step : ''}`;
      if (killAt === entry || killAt === store.audit.head()?.type) process.kill(process.pid, 'SIGKILL');
      return result;
    },
  };
}

const home = composeHome(
  {
    path: `${path}/home`,
    use: 'write',
    door: 'app',
    keychain: 'os',
    fallbackKeychain: null,
    askPassphrase: () => Promise.reject(new Error('no vault')),
    isOnline: () => false,
  },
  {
    ...systemAdapters,
    // What is killed here is the ceremony, not the search for primes.
    generateKey: async (alg, bits) =>
      alg === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : await systemAdapters.generateKey(alg, bits),
    openStore: (folder, use) => dieAt(systemAdapters.openStore(folder, use)),
    openKeychain: (_kind, { installId }) =>
      createKeytarKeychain({
        installId,
        platform: 'win32',
        loadNative: () => Promise.resolve(createFileNative(`${path}/system`)),
      }),
  },
);
const { ceremonies } = home;
if (home.environments.list().length === 0) {
  const counterpartyGuid = '00000000-0000-4000-8000-000000000000';
  home.environments.add({
    name: 'practice',
    baseUrl: 'http://127.0.0.1:9',
    counterpartyGuid,
    kind: 'practice',
    ca: null,
  });
}
const [known] = ceremonies.list();
const id = known?.id ?? (await ceremonies.start(shipped(name).text, PEOPLE)).id;
if (ceremonies.state(id).state === 'interrupted') await ceremonies.resume(id);
let share = '';
for (let view = ceremonies.state(id); view.now !== null; view = ceremonies.state(id)) {
  const { now } = view;
  const there = view.people.length - PEOPLE.length;
  if (now.kind === 'presence' && there < (view.custodiansNeeded ?? 0)) ceremonies.arrive(id, custodian(there + 1));
  else if (now.status === 'done') confirmDue(ceremonies, id);
  else {
    if (now.kind === 'show-share') share = (await ceremonies.showShare(id, now.id)).text;
    if (now.kind === 'close-split') saveFile(ceremonies, id);
    await actDue(ceremonies, id, { threshold: '2', shares: '2', share });
  }
}
const { state, facts, voided } = ceremonies.state(id);
const interruptions = home.store.ceremonies.entries(id).filter(({ content }) => content.kind === 'resumed').length;
const keys = home.keys.list().length;
const sets = home.backupSets.list().map((set) => set.state);
const isTrailWhole = home.seal.verify(null).ok;
process.stdout.write(`${JSON.stringify({ state, facts, voided, interruptions, keys, sets, isTrailWhole })}\n`);
await home.close();
