import { BrowserWindow, type BrowserWindowConstructorOptions, type Session } from 'electron';

interface WindowRequest {
  readonly preloadPath: string;
  readonly session: Session;
  readonly isPackaged: boolean;
}

/** Gives the options of every window: nothing here depends on what it will show. */
export function windowOptions({ preloadPath, session, isPackaged }: WindowRequest): BrowserWindowConstructorOptions {
  return {
    title: 'DCM Key Manager',
    width: 1240,
    height: 820,
    minWidth: 880,
    minHeight: 600,
    // Shown once it has been painted, so that no officer looks at an empty frame.
    show: false,
    webPreferences: {
      preload: preloadPath,
      session,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      // A dictionary would be fetched from a network that this app does not use.
      spellcheck: false,
      devTools: !isPackaged,
    },
  };
}

/** Makes a window: the only place where one is made. It stays hidden until its first paint. */
export function createWindow(request: WindowRequest): BrowserWindow {
  const window = new BrowserWindow(windowOptions(request));
  window.once('ready-to-show', () => window.show());
  return window;
}
