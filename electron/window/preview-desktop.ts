import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join } from 'node:path';
import type { Page } from 'playwright';
import { PREVIEW_ORIGIN } from './preview-page.ts';

/** What a page in a plain Chromium gives the core in place of a desktop. */
export function createPreviewDesktop(page: Page, downloads: string | null) {
  return {
    async writeClipboard(text: string): Promise<void> {
      await page.context().grantPermissions(['clipboard-write'], { origin: PREVIEW_ORIGIN });
      await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    },
    /** The browser's own dialog. Its path is asked of the browser: the page gets a handle that it never reads. */
    async chooseFile(): Promise<string | null> {
      const input = await page.evaluateHandle(askForFile);
      const session = await page.context().newCDPSession(page);
      try {
        const { result } = await session.send('Runtime.evaluate', { expression: 'globalThis.__chosenFile' });
        if (result.objectId === undefined) return null;
        const { path } = await session.send('DOM.getFileInfo', { objectId: result.objectId });
        return path;
      } finally {
        await page.evaluate(() => Reflect.deleteProperty(globalThis, '__chosenFile'));
        await input.dispose();
        await session.detach();
      }
    },
    /** A name that is free, in the folder for downloads. */
    choosePlace(fileName: string): Promise<string | null> {
      const folder = downloads ?? join(homedir(), 'Downloads');
      const extension = extname(fileName);
      const stem = fileName.slice(0, fileName.length - extension.length);
      for (let at = 1; ; at += 1) {
        const path = join(folder, at === 1 ? fileName : `${stem} (${String(at)})${extension}`);
        if (!existsSync(path)) return Promise.resolve(path);
      }
    },
    notify({ title, body }: { readonly title: string; readonly body: string }): void {
      process.stderr.write(`notice: ${title}: ${body}\n`);
    },
  };
}

async function askForFile(): Promise<void> {
  const input = document.createElement('input');
  input.type = 'file';
  const file = await new Promise<File | null>((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
  if (file !== null) Reflect.set(globalThis, '__chosenFile', file);
}
