import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { EVENT_CHANNEL } from '../shared/ipc/channels.ts';
import type { KeychainKind } from '../shared/model/key.ts';
import { proxyFromEnvironment } from './adapters/http/environment-proxy.ts';
import { composeWindow } from './compose-window.ts';
import { defaultHomePath } from './home-path.ts';
import { createRouter } from './ipc/router.ts';
import { createPreviewDesktop, pathOfDropped } from './window/preview-desktop.ts';
import { openPageSource } from './window/page-source.ts';
import { PREVIEW_ORIGIN, preloadScript, type ShimNames } from './window/preview-page.ts';
import { isTrustedSender } from './window/sender.ts';
import { homeArgument } from './window/switches.ts';

export interface PreviewRequest {
  /** The folder of the built bundles and page. */
  readonly outFolder: string;
  readonly homePath: string;
  readonly isHeadless: boolean;
  readonly keychain: KeychainKind | null;
  /** Switches for Chromium, for tests. */
  readonly chromiumSwitches?: readonly string[];
  /** Where saved files go; `null` or absent: the person's own folder for downloads. */
  readonly downloads?: string | null;
}

export interface Preview {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

const EXIT_USAGE = 2;
const EXIT_STORAGE = 5;

/** Where a Chromium is looked for when the browser driver brings none. */
const CHROMIUM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Opens the window in a local Chromium: the same page and policy, the same preload, router and core; only the desktop
 * around it is thinner. For development and tests; it is never packaged.
 * @throws HOME_IN_USE, DATABASE_DAMAGED, HOME_UNWRITABLE, DISK_FULL
 */
export async function openPreview(request: PreviewRequest): Promise<Preview> {
  const { outFolder, homePath, keychain } = request;
  const context = await launchChromium(request);
  const page = context.pages()[0] ?? (await context.newPage());
  // Whatever a page could ask the system for is refused; the desktop lends the camera.
  await context.grantPermissions([], { origin: PREVIEW_ORIGIN });
  const names: ShimNames = {
    ask: `ask-${randomUUID()}`,
    push: `push-${randomUUID()}`,
    drop: `drop-${randomUUID()}`,
  };
  const ending: (() => Promise<void>)[] = [() => context.close()];
  const close = once(async () => {
    for (const end of ending) await end();
  });
  try {
    const core = await composeWindow({
      homePath,
      outFolder,
      host: 'preview',
      keychain,
      desktop: {
        ...createPreviewDesktop(page, request.downloads ?? null),
        resolveProxy: proxyFromEnvironment(process.env),
      },
      sendEvent: (event) => pushEvent(page, names, event),
    });
    ending.push(() => core.close());
    context.once('close', () => void close());
    await servePage(context, outFolder);
    await openDoor(page, names, { answer: createRouter(core.handlers).answer, outFolder });
    page.on('domcontentloaded', core.pageGone);
    page.on('crash', core.pageGone);
    context.on('page', (other) => void other.close());
    await page.goto(`${PREVIEW_ORIGIN}/index.html`);
    return { page, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let acting: Promise<void> | null = null;
  return () => (acting ??= act());
}

async function launchChromium({ isHeadless, chromiumSwitches = [] }: PreviewRequest): Promise<BrowserContext> {
  const { chromium } = await import('playwright');
  const executablePath = findChromium(chromium.executablePath());
  return await chromium.launchPersistentContext('', {
    executablePath,
    headless: isHeadless,
    viewport: isHeadless ? { width: 1240, height: 820 } : null,
    // Ours close the home as well as the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    acceptDownloads: false,
    serviceWorkers: 'block',
    ignoreDefaultArgs: ['--enable-automation', ...(isHeadless ? [] : ['about:blank'])],
    args: [
      ...(isHeadless ? [] : ['--app=data:text/html,', '--window-size=1240,820']),
      // Chromium refuses to start its sandbox for root, as on a build machine.
      ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...chromiumSwitches,
    ],
  });
}

/** Gives the path of a Chromium on this machine. */
function findChromium(own: string): string {
  const found = [process.env['CHROMIUM_PATH'] ?? '', own, ...CHROMIUM_PATHS].find((path) => existsSync(path));
  if (found === undefined) throw new Error('no Chromium was found: install one, or name it in CHROMIUM_PATH');
  return found;
}

/** Answers every request of the window from the built page; nothing reaches a network. */
async function servePage(context: BrowserContext, outFolder: string): Promise<void> {
  const source = openPageSource({ outFolder, origin: PREVIEW_ORIGIN });
  await context.route('**/*', async (route) => {
    const request = route.request();
    if (!request.url().startsWith(`${PREVIEW_ORIGIN}/`)) return await route.abort('aborted');
    const response = await source.respond({ method: request.method(), url: request.url() });
    return await route.fulfill({ ...response, headers: { ...response.headers } });
  });
}

/** The same two sides as in Electron: our preload in the page, our sender check before the router. */
async function openDoor(
  page: Page,
  names: ShimNames,
  {
    answer,
    outFolder,
  }: { readonly answer: (channel: string, payload: unknown) => Promise<unknown>; readonly outFolder: string },
): Promise<void> {
  const ours = { webContentsId: 1, origin: PREVIEW_ORIGIN };
  await page.exposeBinding(names.ask, async (source, channel: unknown, payload: unknown) => {
    const sender = {
      webContentsId: source.page === page ? 1 : 0,
      frame: { url: source.frame.url(), isMain: source.frame === page.mainFrame() },
    };
    if (!isTrustedSender(sender, ours)) throw new Error('refused');
    if (channel === names.drop) return JSON.stringify(await pathOfDropped(page, names.drop));
    // As text: the browser driver takes seconds to copy a list of thousands value by value.
    return JSON.stringify(await answer(String(channel), payload));
  });
  await page.addInitScript({ content: preloadScript(readFileSync(join(outFolder, 'preload.cjs'), 'utf8'), names) });
}

function pushEvent(page: Page, { push }: ShimNames, event: unknown): void {
  if (page.isClosed()) return;
  const call = ([name, channel, payload]: readonly [string, string, unknown]) => {
    const target: unknown = Reflect.get(window, name);
    if (typeof target === 'function') target(channel, payload);
  };
  page.evaluate(call, [push, EVENT_CHANNEL, event] as const).catch((thrown: unknown) => {
    // The window may close while an event is on its way; then nobody misses it.
    if (!page.isClosed()) throw thrown;
  });
}

async function main(): Promise<void> {
  const arguments_ = process.argv.slice(2);
  const isHeadless = arguments_.includes('--headless');
  if (process.platform === 'linux' && !isHeadless && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    process.stderr.write('There is no display here: run "npm run demo" to see the main job in the terminal\n');
    process.exitCode = EXIT_USAGE;
    return;
  }
  try {
    const keychain = arguments_.includes('--keychain=memory') ? 'memory' : null;
    const homePath = homeArgument(arguments_) ?? defaultHomePath();
    const { page, close } = await openPreview({ outFolder: import.meta.dirname, homePath, isHeadless, keychain });
    process.stderr.write(`preview of ${homePath}: close the window to end it\n`);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void close());
    page.once('close', () => void close());
  } catch (thrown) {
    const hint = thrown instanceof Error && 'hint' in thrown ? `: ${String(thrown.hint)}` : '';
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}${hint}\n`);
    process.exitCode = EXIT_STORAGE;
  }
}

if (import.meta.main) await main();
