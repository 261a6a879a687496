/** What a desktop gives beside a screen. Each door that has a window brings its own; the terminal has none. */
export interface Desktop {
  /** Puts text on the system's clipboard. Never called without an act of the officer. */
  readonly writeClipboard: (text: string) => Promise<void>;
  /** Reads it, to see whether what we put there is still there. Rejects where the system does not allow it now. */
  readonly readClipboard: () => Promise<string>;
  /** Lets the page use the camera, its picture alone, or not any more. Called by an act of the officer. */
  readonly allowCamera: (isAllowed: boolean) => Promise<void>;
  /** Asks the system to leave the window out of pictures of the screen, where it can. Promises nothing. */
  readonly protectContent: (isOn: boolean) => Promise<void>;
  /** Asks for a file by the system's dialog; gives its path, or `null` where none was chosen. */
  readonly chooseFile: () => Promise<string | null>;
  /** The same for several files, or for a folder with all that is in it. */
  readonly chooseSeveral: (what: 'files' | 'folder') => Promise<readonly string[]>;
  /** Asks where to put a file, and whether to replace one that is there; `null`: no place was chosen. */
  readonly choosePlace: (fileName: string) => Promise<string | null>;
  /** Says by which ways the system reaches an address, as a PAC file does: `PROXY host:port; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  /** Shows a notice of the operating system, where it has any. */
  readonly notify: (notice: { readonly title: string; readonly body: string }) => void;
}
