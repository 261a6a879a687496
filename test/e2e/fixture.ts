import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ConsoleMessage, expect, type Page, test as base } from 'playwright/test';
import type * as Preview from '../../electron/preview.ts';
import { findElectron } from '../../build/start.ts';

const outFolder = resolve(import.meta.dirname, '..', '..', 'out');

/** The window of one home, in whichever host this machine has. */
export interface AppWindow {
  readonly host: 'electron' | 'preview';
  readonly page: Page;
  readonly homePath: string;
  /** The folder into which the window saves files. */
  readonly downloads: string;
  /** The next dialog for a file is answered with this path; `null`: it is cancelled. Called before the dialog opens. */
  readonly chooses: (path: string | null) => Promise<void>;
}

interface Fixtures {
  /** `null`: the back end is chosen in the window, as officers do. */
  keychain: 'memory' | null;
  homePath: string;
  app: AppWindow;
  page: Page;
  /** What the page tried against its policy. Must be empty at the end; a spec that provokes one takes it out. */
  violations: string[];
}

/** Opens the built window on a new home for each test. */
export const test = base.extend<Fixtures>({
  keychain: ['memory', { option: true }],
  violations: async ({ keychain: _keychain }, use) => {
    const violations: string[] = [];
    await use(violations);
    expect(violations, 'what the page tried against its policy').toEqual([]);
  },
  homePath: async ({ keychain: _keychain }, use) => {
    const homePath = mkdtempSync(join(tmpdir(), 'dcm-keys-e2e-'));
    await use(homePath);
    rmSync(homePath, { recursive: true, force: true });
  },
  app: async ({ keychain, homePath, violations }, use, testInfo) => {
    const downloads = mkdtempSync(join(tmpdir(), 'dcm-keys-saved-'));
    const { host, page, chooses, close } = await openWindow(homePath, keychain, downloads);
    testInfo.annotations.push({ type: 'window host', description: host });
    page.on('console', (message) => noteViolation(message, violations));
    page.on('pageerror', (error) => violations.push(`error: ${error.message}`));
    // The first load was over before anybody listened.
    await page.reload();
    await use({ host, page, homePath, downloads, chooses });
    await close();
    rmSync(downloads, { recursive: true, force: true });
  },
  page: async ({ app }, use) => {
    await use(app.page);
  },
});
export { expect } from 'playwright/test';

function noteViolation(message: ConsoleMessage, violations: string[]): void {
  if (/Content Security Policy|Trusted ?Type|Permissions policy/iu.test(message.text()))
    violations.push(message.text());
}

/** Opens a window on a home; the caller closes it. */
export async function openWindow(
  homePath: string,
  keychain: 'memory' | null,
  downloads: string = homePath,
): Promise<Pick<AppWindow, 'host' | 'page' | 'chooses'> & { close: () => Promise<void> }> {
  const executablePath = findElectron();
  if (executablePath !== null) {
    const switches = keychain === null ? [] : [`--keychain=${keychain}`];
    const args = [join(outFolder, 'main.mjs'), `--home=${homePath}`, ...switches];
    const app = await _electron.launch({ executablePath, args });
    await app.evaluate(({ dialog }, folder) => {
      dialog.showSaveDialog = (...given: unknown[]) => {
        const { defaultPath = '' } = given.at(-1) as Electron.SaveDialogOptions;
        return Promise.resolve({ canceled: false, filePath: `${folder}/${defaultPath}` });
      };
    }, downloads);
    const chooses = async (path: string | null): Promise<void> => {
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
      }, path);
    };
    return { host: 'electron', page: await app.firstWindow(), chooses, close: () => app.close() };
  }
  const preview = (await import(join(outFolder, 'preview.mjs'))) as typeof Preview;
  const { page, close } = await preview.openPreview({ outFolder, homePath, isHeadless: true, keychain, downloads });
  return { host: 'preview', page, chooses: (path) => answerChooser(page, path), close };
}

/** A browser that is driven asks its driver instead of a person; a person who cancels is an event at the input. */
function answerChooser(page: Page, path: string | null): Promise<void> {
  page.once('filechooser', (chooser) => {
    void (path === null ? chooser.element().dispatchEvent('cancel') : chooser.setFiles(path));
  });
  return Promise.resolve();
}
