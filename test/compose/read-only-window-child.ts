import { composeWindow } from '../../electron/compose-window.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';

/** Opens the window's core on the home that is its argument, asks three things, and prints the answers as one line. */
const core = await composeWindow({
  outFolder: '.',
  homePath: process.argv[2] ?? '',
  host: 'preview',
  desktop: bareDesktop,
  sendEvent: () => undefined,
});
const { answer } = createRouter(core.handlers);
const state = await answer('app.read', {});
const judged = await answer('token.judge', {
  token: 'a.b.c',
  source: { from: 'own' },
  profile: 'any',
  at: null,
  language: 'en',
});
const added = await answer('home.chooseKeychain', { kind: 'sealed', passphrase: 'correct horse battery' });
process.stdout.write(`${JSON.stringify({ state, judged, added })}\n`);
await core.close();
