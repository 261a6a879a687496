import { BrowserWindow, clipboard, dialog, Notification, type Session, systemPreferences } from 'electron';
import type { CameraGate } from './camera-gate.ts';

/** What this desktop gives the core; the shape is that of `Desktop` in services/. */
export function createElectronDesktop(session: Session, camera: CameraGate) {
  return {
    /** Puts text on the system's clipboard. */
    async writeClipboard(text: string): Promise<void> {
      await clipboard.writeText(text);
    },
    /** Reads what is there. */
    async readClipboard(): Promise<string> {
      return await clipboard.readText();
    },
    /** Asks for one file; its path goes to the core, and nothing of it to the page. */
    async chooseFile(): Promise<string | null> {
      const [path = null] = await choosePaths(['openFile']);
      return path;
    },
    /** Asks for several files, or for a folder: one dialog does not offer both on every system. */
    async chooseSeveral(what: 'files' | 'folder'): Promise<readonly string[]> {
      return await choosePaths(what === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory']);
    },
    /** Asks where to put a file; the dialog itself asks before one is replaced. */
    async choosePlace(fileName: string): Promise<string | null> {
      const options: Electron.SaveDialogOptions = {
        defaultPath: fileName,
        properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
      };
      const window = BrowserWindow.getFocusedWindow();
      const chosen =
        window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
    /** Lets the page see through the camera, or not any more. macOS asks the officer as well, once. */
    async allowCamera(isAllowed: boolean): Promise<void> {
      const isRefused =
        isAllowed && process.platform === 'darwin' && !(await systemPreferences.askForMediaAccess('camera'));
      camera.set(isAllowed && !isRefused);
    },
    /** Windows and macOS leave the window out of pictures; Linux does nothing. */
    protectContent(isOn: boolean): Promise<void> {
      for (const window of BrowserWindow.getAllWindows()) window.setContentProtection(isOn);
      return Promise.resolve();
    },
    /** Asks the system's own settings, with its PAC file where it has one. Nothing is sent to the address. */
    async resolveProxy(url: string): Promise<string> {
      return await session.resolveProxy(url);
    },
    /** Shows a notice of the operating system. */
    notify({ title, body }: { readonly title: string; readonly body: string }): void {
      if (Notification.isSupported()) new Notification({ title, body }).show();
    },
  };
}

async function choosePaths(kind: NonNullable<Electron.OpenDialogOptions['properties']>): Promise<readonly string[]> {
  const options: Electron.OpenDialogOptions = { properties: [...kind, 'showHiddenFiles', 'dontAddToRecent'] };
  const window = BrowserWindow.getFocusedWindow();
  // With its window it cannot be lost behind it, and the window waits.
  const chosen = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return chosen.canceled ? [] : chosen.filePaths;
}
