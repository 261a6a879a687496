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
    const { host, page, close } = await openWindow(homePath, keychain);
    testInfo.annotations.push({ type: 'window host', description: host });
    page.on('console', (message) => noteViolation(message, violations));
    page.on('pageerror', (error) => violations.push(`error: ${error.message}`));
    // The first load was over before anybody listened.
    await page.reload();
    await use({ host, page, homePath });
    await close();
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
): Promise<{ host: AppWindow['host']; page: Page; close: () => Promise<void> }> {
  const executablePath = findElectron();
  if (executablePath !== null) {
    const switches = keychain === null ? [] : [`--keychain=${keychain}`];
    const args = [join(outFolder, 'main.mjs'), `--home=${homePath}`, ...switches];
    const app = await _electron.launch({ executablePath, args });
    return { host: 'electron', page: await app.firstWindow(), close: () => app.close() };
  }
  const preview = (await import(join(outFolder, 'preview.mjs'))) as typeof Preview;
  const { page, close } = await preview.openPreview({ outFolder, homePath, isHeadless: true, keychain });
  return { host: 'preview', page, close };
}
