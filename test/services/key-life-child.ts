import { composeWindow } from '../../electron/compose-window.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { openVaultHome, PASSPHRASE } from '../fakes/vault-home.ts';

/**
 * Opens the home that is its argument, with the sealed vault, and does one thing with the first key:
 * `make` (and print its kid), `delete` (the key is compromised first), or `settle` (a window is opened and unlocked), then
 * prints what the home holds. The test kills it wherever it likes.
 */
const [path = '', act = ''] = process.argv.slice(2);
const home = openVaultHome(path);

if (act === 'make') {
  await home.keys.generate({
    alg: 'RS256',
    bits: 2048,
    kid: null,
    label: null,
    env: null,
    expiresAt: null,
    isDraft: false,
  });
}
const [key] = home.keys.list();
if (act === 'delete' && key !== undefined) {
  home.keyLife.move(key.kid, 'compromised', { reason: 'drill', since: null });
  // Unlocked beforehand: what is timed, and killed, is the deletion and not the key derivation.
  await home.session.open().keychain.read(home.seal.anchorAccount());
  process.stdout.write('deleting\n');
  await home.keyLife.delete(key.kid, { reason: 'drill', isNow: false });
  process.stdout.write('deleted\n');
}
if (act === 'settle') {
  const window = await composeWindow({
    outFolder: '.',
    homePath: path,
    host: 'preview',
    desktop: bareDesktop,
    sendEvent: () => undefined,
  });
  await window.handlers['app.unlock']({ passphrase: PASSPHRASE });
  await window.close();
}
if (key !== undefined) {
  const { keychainId, thumbprint } = home.keys.record(key.kid);
  const { privateKeys } = home.session.open();
  const isThere = await privateKeys.use(keychainId ?? '', thumbprint, () => true).catch(() => false);
  const { ok } = home.seal.verify(null);
  process.stdout.write(`${JSON.stringify({ state: home.keys.get(key.kid).state, isThere, isTrailWhole: ok })}\n`);
}
await home.close();
