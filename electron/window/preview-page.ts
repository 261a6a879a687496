/** Where the preview's page lives. Nobody can own this name, and no request for it ever leaves the process. */
export const PREVIEW_ORIGIN = 'https://bundle.invalid';

/** The names by which the page's side of the shim and ours find each other; `suffix` is new for each window. */
export interface ShimNames {
  readonly ask: string;
  readonly push: string;
  /** Where the page lays down a dropped file, and what our side is asked then. */
  readonly drop: string;
}

/**
 * Gives the script that runs our real preload in a page that has no Electron: a small `electron` module over one
 * binding, which is taken off the page before any code of the page runs.
 */
export function preloadScript(preloadSource: string, { ask, push, drop }: ShimNames): string {
  return `(() => {
  const ask = globalThis[${JSON.stringify(ask)}];
  delete globalThis[${JSON.stringify(ask)}];
  if (window.top !== window || location.origin !== ${JSON.stringify(PREVIEW_ORIGIN)}) return;
  const listeners = new Map();
  let dropped = null;
  Object.defineProperty(window, ${JSON.stringify(drop)}, { value: () => dropped });
  const electron = {
    webUtils: {
      async getPathForFile(file) {
        if (!(file instanceof File)) throw new TypeError('getPathForFile expects a File');
        dropped = file;
        return JSON.parse(await ask(${JSON.stringify(drop)}, null));
      },
    },
    contextBridge: {
      exposeInMainWorld(name, api) {
        Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true });
      },
    },
    ipcRenderer: {
      invoke: async (channel, payload) => JSON.parse(await ask(channel, payload)),
      on(channel, listener) {
        listeners.set(listener, channel);
      },
      removeListener(_channel, listener) {
        listeners.delete(listener);
      },
    },
  };
  Object.defineProperty(window, ${JSON.stringify(push)}, {
    value(channel, payload) {
      for (const [listener, listened] of [...listeners]) if (listened === channel) listener({}, payload);
    },
  });
  const load = (module, exports, require) => {
${preloadSource}
  };
  const module = { exports: {} };
  load(module, module.exports, (name) => {
    if (name !== 'electron') throw new Error('the preload may only ask for electron');
    return electron;
  });
})();`;
}
