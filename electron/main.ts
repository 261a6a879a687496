import { composeWindow } from './compose-window.ts';
import { defaultHomePath } from './home-path.ts';
import { createRouter } from './ipc/router.ts';
import { startApp } from './window/lifecycle.ts';

/** The desktop app's door. */
startApp({
  outFolder: import.meta.dirname,
  defaultHomePath,
  async openCore(request) {
    const core = await composeWindow({ ...request, outFolder: import.meta.dirname, host: 'electron' });
    return { answer: createRouter(core.handlers).answer, pageGone: core.pageGone, close: () => core.close() };
  },
});
