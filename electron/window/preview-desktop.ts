import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { PREVIEW_ORIGIN } from './preview-page.ts';

/** What a page in a plain Chromium gives the core in place of a desktop. `downloads`: where saved files go. */
export function createPreviewDesktop(page: Page, downloads: string | null) {
  return {
    /** Puts text on the system's clipboard. */
    async writeClipboard(text: string): Promise<void> {
      await page.context().grantPermissions(['clipboard-write'], { origin: PREVIEW_ORIGIN });
      await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    },
    /** Reads what is there. The page has leave to read for just as long. */
    async readClipboard(): Promise<string> {
      await page.context().grantPermissions(['clipboard-read'], { origin: PREVIEW_ORIGIN });
      try {
        return await page.evaluate(() => navigator.clipboard.readText());
      } finally {
        await page.context().clearPermissions();
      }
    },
    /** Lets the page see through the camera, or not any more; of whatever else it could ask for, it gets nothing. */
    async allowCamera(isAllowed: boolean): Promise<void> {
      const context = page.context();
      if (!isAllowed) await context.clearPermissions();
      await context.grantPermissions(isAllowed ? ['camera'] : [], { origin: PREVIEW_ORIGIN });
    },
    /** Asks for a file by the browser's own dialog. The browser tells its path to us; the page sees nothing of it. */
    async chooseFile(): Promise<string | null> {
      const session = await page.context().newCDPSession(page);
      try {
        return await pathOfChosen(session);
      } finally {
        await session.detach();
      }
    },
    /** Gives a name that is free, in the folder for downloads. */
    choosePlace(fileName: string): Promise<string | null> {
      const folder = downloads ?? join(homedir(), 'Downloads');
      const extension = extname(fileName);
      const stem = fileName.slice(0, fileName.length - extension.length);
      for (let at = 1; ; at += 1) {
        const path = join(folder, at === 1 ? fileName : `${stem} (${String(at)})${extension}`);
        if (!existsSync(path)) return Promise.resolve(path);
      }
    },
    /** Says on the terminal what an operating system would say beside the clock. */
    notify({ title, body }: { readonly title: string; readonly body: string }): void {
      process.stderr.write(`notice: ${title}: ${body}\n`);
    },
  };
}

/** In a world of its own, where no script of the page can look at the input, at the file or at what is in it. */
async function pathOfChosen(session: CDPSession): Promise<string | null> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const { result } = await session.send('Runtime.evaluate', {
    contextId: executionContextId,
    expression: `(${askForFile.toString()})()`,
    awaitPromise: true,
    userGesture: true,
  });
  if (result.objectId === undefined) return null;
  return (await session.send('DOM.getFileInfo', { objectId: result.objectId })).path;
}

function askForFile(): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
