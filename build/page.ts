import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import type { AppFiles } from '../electron/window/app-files.ts';
import { findInjectedStyles } from './injected-styles.ts';

/** Every kind of file that the page may be made of. A file of another kind fails the build. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Builds the page into `outFolder/renderer`, and beside it the list of its files, which is all that is ever served. */
export async function buildPage({
  pageFolder,
  outFolder,
}: {
  readonly pageFolder: string;
  readonly outFolder: string;
}): Promise<void> {
  const styles = new Set<string>();
  const folder = join(outFolder, 'renderer');
  await build({
    root: pageFolder,
    base: '/',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [react(), collectInjectedStyles(styles)],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome140',
      sourcemap: false,
      reportCompressedSize: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
  const appFiles = listAppFiles(folder, [...styles].map(styleHash).sort());
  writeFileSync(join(outFolder, 'app-files.json'), `${JSON.stringify(appFiles, null, 2)}\n`);
}

/** Gives the list of a built page's files with their digests, and the hashes of the styles it injects. */
export function listAppFiles(folder: string, styleHashes: readonly string[]): AppFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
    .sort();
  const files = paths.map((path) => {
    const contentType = CONTENT_TYPES[extname(path)];
    if (contentType === undefined) throw new Error(`${path} is of no kind that the page may be made of`);
    return [
      path,
      {
        sha256: createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
        contentType,
      },
    ];
  });
  return { files: Object.fromEntries(files), styleHashes };
}

function styleHash(style: string): string {
  return `sha256-${createHash('sha256').update(style, 'utf8').digest('base64')}`;
}

/** Reads each module on its way into the bundle, for the styles that it will put into the document as text. */
function collectInjectedStyles(styles: Set<string>): Plugin {
  return {
    name: 'collect-injected-styles',
    enforce: 'pre',
    transform(code) {
      for (const style of findInjectedStyles(code)) styles.add(style);
      return null;
    },
  };
}
