import { clipboard } from 'electron';

/** What this desktop gives the core; the shape is that of `Desktop` in services/. */
export function createElectronDesktop() {
  return {
    /** Puts text on the system's clipboard. */
    async writeClipboard(text: string): Promise<void> {
      await clipboard.writeText(text);
    },
  };
}
