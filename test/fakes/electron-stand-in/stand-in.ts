import { checkOptions, guard, type Journal } from './guard.ts';
import type { Surface } from './surface.ts';

/** How the imitated machine behaves. */
export interface Circumstances {
  readonly isPackaged: boolean;
  readonly hasLock: boolean;
  /** Switches that Chromium has parsed, however they reached it. */
  readonly switches: readonly string[];
}

type Handler = (...arguments_: never[]) => unknown;
type Guarded = ReturnType<typeof guard>;

/** The far side of what the app registered: what a test pulls to see it decide. */
export interface Levers {
  readonly journal: Journal;
  readonly handlers: Map<string, Handler>;
  readonly emit: (target: 'app' | 'session' | 'window', event: string, ...arguments_: unknown[]) => void;
  readonly makeReady: () => void;
  readonly makeContents: () => { readonly contents: Guarded; readonly openHandler: () => Handler | null };
  readonly windows: { readonly options: unknown; readonly contents: Guarded }[];
  readonly sent: unknown[][];
}

/** Builds the main process’s `electron` and the levers behind it. Its rules of before and after ready are Electron’s. */
export function createMainStandIn(
  surface: Surface,
  { isPackaged, hasLock, switches }: Circumstances,
  onLock: () => void,
): { readonly module: Readonly<Record<string, unknown>>; readonly levers: Levers } {
  const journal: Journal = [];
  const handlers: Levers['handlers'] = new Map();
  const windows: Levers['windows'] = [];
  const sent: unknown[][] = [];
  const make = (type: string, imitation: Record<string, unknown>) => guard(type, imitation, surface, journal);
  const makeStatic = (type: string, imitation: Record<string, unknown>) =>
    guard(type, imitation, surface, journal, true);
  const keep = (name: string) => (handler: Handler) => void handlers.set(name, handler);

  let isReady = false;
  let announce: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const before = (what: string) => {
    if (isReady) throw new Error(`${what} must be called before the app is ready`);
  };
  const after = (what: string) => {
    if (!isReady) throw new Error(`${what} can only be used once the app is ready`);
  };

  const app: Guarded = make('App', {
    isPackaged,
    enableSandbox: () => before('app.enableSandbox'),
    exit: () => undefined,
    quit: () => undefined,
    setPath: () => undefined,
    requestSingleInstanceLock() {
      onLock();
      return hasLock;
    },
    whenReady: () => ready,
    commandLine: make('CommandLine', { hasSwitch: (name: string) => switches.includes(name) }),
  });

  const session = make('Session', {
    protocol: make('Protocol', {
      handle: (scheme: string, handler: Handler) => void handlers.set(`protocol:${scheme}`, handler),
    }),
    webRequest: make('WebRequest', { onBeforeRequest: keep('onBeforeRequest') }),
    setPermissionRequestHandler: keep('permissionRequest'),
    setPermissionCheckHandler: keep('permissionCheck'),
    setDevicePermissionHandler: keep('devicePermission'),
    setDisplayMediaRequestHandler: keep('displayMedia'),
    setBluetoothPairingHandler: keep('bluetoothPairing'),
  });

  let lastContents = 0;
  const makeContents: Levers['makeContents'] = () => {
    let openHandler: Handler | null = null;
    lastContents += 1;
    const contents = make('WebContents', {
      id: lastContents,
      isDestroyed: () => false,
      send: (...arguments_: unknown[]) => void sent.push(arguments_),
      setWindowOpenHandler(handler: Handler) {
        openHandler = handler;
      },
    });
    app.emit('web-contents-created', {}, contents);
    return { contents, openHandler: () => openHandler };
  };

  const windowOf = new Map<string, Guarded>();
  function BrowserWindow(options: { readonly webPreferences?: object }) {
    after('BrowserWindow');
    checkOptions('BrowserWindowConstructorOptions', options, surface);
    checkOptions('WebPreferences', options.webPreferences ?? {}, surface);
    journal.push({ call: 'new BrowserWindow', arguments_: [] });
    const { contents } = makeContents();
    windows.push({ options, contents });
    const window = make('BrowserWindow', {
      webContents: contents,
      isDestroyed: () => false,
      isMinimized: () => true,
      restore: () => undefined,
      focus: () => undefined,
      show: () => undefined,
      setContentProtection: () => undefined,
      loadURL: () => Promise.resolve(),
    });
    windowOf.set('window', window);
    return window;
  }
  BrowserWindow.getAllWindows = () => [...windowOf.values()];

  const imitated: Record<string, unknown> = {
    app,
    BrowserWindow,
    clipboard: make('Clipboard', { writeText: () => Promise.resolve(), readText: () => Promise.resolve('') }),
    dialog: make('Dialog', { showErrorBox: () => undefined }),
    ipcMain: make('IpcMain', {
      handle: (channel: string, handler: Handler) => void handlers.set(`ipc:${channel}`, handler),
    }),
    Menu: makeStatic('Menu', {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: () => undefined,
    }),
    protocol: make('Protocol', {
      registerSchemesAsPrivileged: () => before('protocol.registerSchemesAsPrivileged'),
    }),
    session: makeStatic('Session', {
      fromPartition() {
        after('session.fromPartition');
        return session;
      },
    }),
  };
  const targets = { app: () => app, session: () => session, window: () => windowOf.get('window') ?? app };
  return {
    module: withEveryName(surface.main, imitated),
    levers: {
      journal,
      handlers,
      windows,
      sent,
      makeContents,
      emit: (target, event, ...arguments_) => void targets[target]().emit(event, ...arguments_),
      makeReady() {
        isReady = true;
        announce();
      },
    },
  };
}

/** What is exported but not imitated can be imported, and used for nothing. */
export function withEveryName(
  names: Readonly<Record<string, string>>,
  imitated: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const missing = Object.keys(imitated).filter((name) => !Object.hasOwn(names, name));
  if (missing.length > 0) throw new Error(`Electron does not export ${missing.join(', ')}`);
  return Object.fromEntries(Object.keys(names).map((name) => [name, imitated[name] ?? useless(name)]));
}

function useless(name: string): unknown {
  const refuse = () => {
    throw new Error(`${name} is not imitated`);
  };
  return new Proxy(refuse, { get: refuse, apply: refuse, construct: refuse });
}
