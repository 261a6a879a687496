import type { Desktop } from '../../electron/services/desktop.ts';

/** A desktop on which nobody sits: no file is ever chosen, and nothing is shown. */
export const bareDesktop: Desktop = {
  writeClipboard: () => Promise.resolve(),
  readClipboard: () => Promise.resolve(''),
  allowCamera: () => Promise.resolve(),
  protectContent: () => Promise.resolve(),
  chooseFile: () => Promise.resolve(null),
  chooseSeveral: () => Promise.resolve([]),
  choosePlace: () => Promise.resolve(null),
  resolveProxy: () => Promise.resolve('DIRECT'),
  notify: () => undefined,
};
