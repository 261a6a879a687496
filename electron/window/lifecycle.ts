import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session as sessions } from 'electron';
import { createCameraGate } from './camera-gate.ts';
import { createElectronDesktop } from './desktop.ts';
import { type IpcDoor, openIpcDoor } from './ipc-door.ts';
import { installMenu } from './menu.ts';
import { guardNavigation, onPageGone } from './navigation.ts';
import { openPageSource } from './page-source.ts';
import { denyPermissions } from './permissions.ts';
import { APP_ORIGIN, registerAppScheme, servePage } from './protocol.ts';
import { findRefusedSwitch, FORBIDDEN_SWITCHES, homeArgument } from './switches.ts';
import { createWindow } from './window.ts';

const EXIT_USAGE = 2;
const EXIT_STORAGE = 5;

/** What the window needs of the core that its door composes. */
export interface CoreOfWindow {
  readonly answer: (channel: string, payload: unknown) => Promise<unknown>;
  /** The page is loaded anew, or its process has ended: what it was in the middle of is over. */
  readonly pageGone: () => void;
  readonly close: () => Promise<void>;
}

export interface StartRequest {
  readonly outFolder: string;
  readonly defaultHomePath: () => string;
  readonly openCore: (request: {
    readonly homePath: string;
    /** Tests of an unpackaged window keep their keys in memory; a package knows no such switch. */
    readonly keychain: 'memory' | null;
    readonly desktop: ReturnType<typeof createElectronDesktop>;
    readonly sendEvent: (event: unknown) => void;
  }) => Promise<CoreOfWindow>;
}

/**
 * Starts the desktop app. The order is the protection: sandbox, refused switches, one window per home, guards, and
 * only then the core with its database, and a window that is served from the built page alone.
 * Returns before the app is ready: Electron does not become ready while its entry is still awaited.
 */
export function startApp(request: StartRequest): void {
  app.enableSandbox();
  // Unpackaged, Electron's own program and script come first.
  const commandLine = process.argv.slice(app.isPackaged ? 1 : 2);
  const refused = app.isPackaged ? refusedSwitch(commandLine) : null;
  if (refused !== null) {
    process.stderr.write(`USAGE_INVALID: ${refused} is not allowed: start the app without it\n`);
    app.exit(EXIT_USAGE);
    return;
  }
  registerAppScheme();
  let homePath: string;
  try {
    homePath = homeArgument(commandLine) ?? request.defaultHomePath();
    if (!lockHome(homePath)) {
      process.stderr.write('HOME_IN_USE: another window has this home open: it has been brought to the front\n');
      app.exit(EXIT_STORAGE);
      return;
    }
  } catch (thrown) {
    tellWhyNot(thrown);
    return;
  }
  guardNavigation(app, APP_ORIGIN);
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => openWindow(request, homePath))
    .catch(tellWhyNot);
}

/** One window for each home: Electron's lock belongs to the folder that it keeps its own files in. */
function lockHome(homePath: string): boolean {
  const folder = join(homePath, 'window');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  return app.requestSingleInstanceLock();
}

async function openWindow({ outFolder, openCore }: StartRequest, homePath: string): Promise<void> {
  // Without "persist:" the session lives in memory: no cookie, cache or storage of the page reaches the disk.
  const session = sessions.fromPartition('window', { cache: false });
  const camera = createCameraGate();
  denyPermissions(session, { camera, origin: APP_ORIGIN });
  servePage(session, openPageSource({ outFolder, origin: APP_ORIGIN }));
  installMenu(app.isPackaged);
  // Events of the opening itself have nobody to hear them yet.
  const door: { current: IpcDoor | null } = { current: null };
  const core = await openCore({
    homePath,
    keychain: !app.isPackaged && process.argv.includes('--keychain=memory') ? 'memory' : null,
    desktop: createElectronDesktop(session, camera),
    sendEvent: (event) => door.current?.sendEvent(event),
  });
  closeBeforeQuit(core);
  const window = createWindow({ preloadPath: join(outFolder, 'preload.cjs'), session, isPackaged: app.isPackaged });
  door.current = openIpcDoor({ answer: core.answer, origin: APP_ORIGIN, contents: window.webContents });
  onPageGone(window.webContents, core.pageGone);
  // What the second start was called with came from outside, and is not looked at.
  app.on('second-instance', () => bringToFront(window));
  await window.loadURL(`${APP_ORIGIN}/index.html`);
}

function refusedSwitch(commandLine: readonly string[]): string | null {
  const written = findRefusedSwitch(commandLine, process.platform);
  if (written !== null) return written;
  const parsed = FORBIDDEN_SWITCHES.find((name) => app.commandLine.hasSwitch(name));
  return parsed === undefined ? null : `--${parsed}`;
}

function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** The home is closed before the process goes, however it was told to. */
function closeBeforeQuit(core: CoreOfWindow): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void core.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

/** Without a home there is no window: the reason is shown by the system itself. */
function tellWhyNot(thrown: unknown): void {
  const text = thrown instanceof Error ? thrown.message : 'the home could not be opened';
  const hint = thrown instanceof Error && 'hint' in thrown ? String(thrown.hint) : '';
  process.stderr.write(`${text}${hint === '' ? '' : `: ${hint}`}\n`);
  dialog.showErrorBox('DCM Key Manager', hint === '' ? text : `${text}\n\n${hint}`);
  app.exit(EXIT_STORAGE);
}
