import { composeHome } from '../../electron/compose.ts';

/**
 * Opens the home that is its argument and, with `make`, adds the DCM at the given address as an environment and makes a
 * key for it; with `send`, registers that key. The test kills it between the request and its answer.
 */
const [path = '', act = '', baseUrl = ''] = process.argv.slice(2);
const home = composeHome({
  path,
  use: 'write',
  door: 'app',
  keychain: 'memory',
  fallbackKeychain: null,
  askPassphrase: () => Promise.reject(new Error('no vault in this test')),
  isOnline: () => false,
});
if (act === 'make') {
  const counterpartyGuid = '00000000-0000-4000-8000-000000000001';
  home.environments.add({ name: 'dcm', baseUrl, counterpartyGuid, kind: 'practice', ca: null });
  await home.keys.generate({
    alg: 'RS256',
    bits: 2048,
    kid: 'ours',
    label: null,
    env: 'dcm',
    expiresAt: null,
    isDraft: false,
  });
}
if (act === 'send') await home.registrations.send('ours', 'dcm');
const registration = home.registrations.list()[0] ?? null;
const { ok } = home.seal.verify(null);
process.stdout.write(`${JSON.stringify({ state: registration?.state ?? null, isTrailWhole: ok })}\n`);
await home.close();
