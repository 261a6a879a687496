import { join } from 'node:path';
import type * as Preview from '../../electron/preview.ts';

/**
 * Opens the built window (folder: first argument) on the home that is the second, with the core in this process, and waits to
 * be killed. Files are saved into the third; the fourth is the port at which a test looks at the browser.
 */
const [outFolder = '', homePath = '', downloads = '', port = ''] = process.argv.slice(2);
const { openPreview } = (await import(join(outFolder, 'preview.mjs'))) as typeof Preview;
const chromiumSwitches = [`--remote-debugging-port=${port}`];
await openPreview({ outFolder, homePath, isHeadless: true, keychain: null, downloads, chromiumSwitches });
process.stdout.write('open\n');
