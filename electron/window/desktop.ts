import { clipboard, dialog, Notification } from 'electron';

/** What this desktop gives the core; the shape is that of `Desktop` in services/. */
export function createElectronDesktop() {
  return {
    /** Puts text on the system's clipboard. */
    async writeClipboard(text: string): Promise<void> {
      await clipboard.writeText(text);
    },
    /** Asks for one file; its path goes to the core, and nothing of it to the page. */
    async chooseFile(): Promise<string | null> {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    /** Asks where to put a file; the dialog itself asks before one is replaced. */
    async choosePlace(fileName: string): Promise<string | null> {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: fileName,
        properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
      });
      return canceled || filePath === '' ? null : filePath;
    },
    /** Shows a notice of the operating system. */
    notify({ title, body }: { readonly title: string; readonly body: string }): void {
      if (Notification.isSupported()) new Notification({ title, body }).show();
    },
  };
}
