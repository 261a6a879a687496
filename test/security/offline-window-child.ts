import { createInterface } from 'node:readline';
import { composeWindow } from '../../electron/compose-window.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';

/**
 * The window's core in a process of its own: answers one JSON line by one JSON line, until its input ends.
 * Argument: the home. The system's proxy refuses connections at once, so that an online walk does not wait.
 */
let proxiesAsked = 0;
const core = await composeWindow({
  outFolder: '.',
  homePath: process.argv[2] ?? '',
  host: 'preview',
  keychain: 'memory',
  desktop: {
    ...bareDesktop,
    resolveProxy: () => {
      proxiesAsked += 1;
      return Promise.resolve('PROXY 127.0.0.1:9');
    },
  },
  sendEvent: () => undefined,
});
const { answer } = createRouter(core.handlers);
for await (const line of createInterface({ input: process.stdin })) {
  const { id, channel, input } = JSON.parse(line) as { id: number; channel: string; input: unknown };
  void answer(channel, input).then((result) => {
    process.stdout.write(`${JSON.stringify({ id, result, proxiesAsked })}\n`);
  });
}
await core.close();
