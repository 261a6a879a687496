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
    /** A browser can't keep its window out of pictures. */
    protectContent(): Promise<void> {
      return Promise.resolve();
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
    /** Asks for several, or for a folder, of which the browser names every file: they have the folder before them in common. */
    async chooseSeveral(what: 'files' | 'folder'): Promise<readonly string[]> {
      const session = await page.context().newCDPSession(page);
      try {
        return await pathsOfChosen(session, what);
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
  const chosen = await evaluateApart(session, `(${askForFile.toString()})()`);
  return chosen === null ? null : await pathOf(session, chosen);
}

async function pathsOfChosen(session: CDPSession, what: 'files' | 'folder'): Promise<readonly string[]> {
  const chosen = await evaluateApart(session, `(${askForSeveral.toString()})(${JSON.stringify(what === 'folder')})`);
  if (chosen === null) return [];
  const { result } = await session.send('Runtime.getProperties', { objectId: chosen, ownProperties: true });
  const paths: string[] = [];
  for (const { name, value } of result) {
    if (!/^\d+$/u.test(name) || value?.objectId === undefined) continue;
    const path = await pathOf(session, value.objectId);
    if (what === 'files') paths.push(path);
    else return [folderOf(path, await relativeOf(session, value.objectId))];
  }
  return paths;
}

async function evaluateApart(session: CDPSession, expression: string): Promise<string | null> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const { result } = await session.send('Runtime.evaluate', {
    contextId: executionContextId,
    expression,
    awaitPromise: true,
    userGesture: true,
  });
  return result.objectId ?? null;
}

/** Where a file lies that the page was given and has laid down under a name; empty: it made the file itself. */
export async function pathOfDropped(page: Page, name: string): Promise<string> {
  const session = await page.context().newCDPSession(page);
  try {
    const { result } = await session.send('Runtime.evaluate', { expression: `window[${JSON.stringify(name)}]()` });
    return result.objectId === undefined ? '' : await pathOf(session, result.objectId);
  } finally {
    await session.detach();
  }
}

async function pathOf(session: CDPSession, objectId: string): Promise<string> {
  return (await session.send('DOM.getFileInfo', { objectId })).path;
}

async function relativeOf(session: CDPSession, objectId: string): Promise<string> {
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: 'function () { return this.webkitRelativePath; }',
    returnByValue: true,
  });
  return String(result.value);
}

/** A chosen folder `logs` names its files as `logs/…`, whatever stands before it. */
function folderOf(path: string, relative: string): string {
  return path.slice(0, path.length - relative.length + relative.indexOf('/'));
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

function askForSeveral(isFolder: boolean): Promise<File[] | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = isFolder;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
