import { resolve } from 'node:path';
import { buildTarget } from './build.ts';
import { isStale } from './stale.ts';
import { findElectron } from './start.ts';

const root = resolve(import.meta.dirname, '..');

/** Builds what the specs open, and says in which window they will open it. */
export default async function prepare(): Promise<void> {
  const outFolder = resolve(root, 'out');
  if (isStale('all', { root, outFolder })) await buildTarget('all', outFolder);
  const electron = findElectron();
  const host =
    electron === null ? 'preview (local Chromium; Electron is not installed here)' : `Electron (${electron})`;
  console.log(`window host: ${host}`);
}
