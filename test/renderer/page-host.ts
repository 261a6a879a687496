import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { buildPage } from '../../build/page.ts';
import { isStale } from '../../build/stale.ts';
import { answerAppRequest, type AppFiles } from '../../electron/window/app-files.ts';
import type { Settings } from '../../shared/ipc/contract.ts';
import { type Answer, type Bridge, openBridge } from '../fakes/fake-core/bridge.ts';
import type { FakeCore } from '../fakes/fake-core/fake-core.ts';
import { NOW } from '../fakes/fake-core/facts.ts';
import type { Scenario } from '../fakes/fake-core/scenarios.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCREENSHOTS = join(ROOT, 'artefacts/screenshots');
const ORIGIN = 'https://page.test';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Pages that are open side by side: more would only wait for the same processors. */
const AT_ONCE = 3;

const LONGEST_WAIT_MS = 30_000;

export interface View {
  readonly scenario: Scenario;
  readonly address?: string;
  readonly settings?: Settings;
  readonly width?: number;
  readonly height?: number;
  readonly forcedColors?: boolean;
  /** Another core than the fake one. */
  readonly answer?: Answer;
}

export interface OpenView {
  readonly page: Page;
  readonly core: FakeCore;
  /** Everything that the page complained about: errors, and what its own policy refused. */
  readonly complaints: readonly string[];
  /** Files of the page that were asked for. */
  readonly requested: readonly string[];
}

export interface PageHost {
  /** One page at a time: opening the next closes this one. */
  open(view: View): Promise<OpenView>;
  /** The same beside others, a few at a time; the page is closed when the work is done. */
  visit<T>(view: View, work: (opened: OpenView) => Promise<T>): Promise<T>;
  readonly outFolder: string;
  stop(): Promise<void>;
}

interface Look {
  readonly width: number;
  readonly height: number;
  readonly isForced: boolean;
}

/** A tab that one view after the other is opened in: making one anew takes as long as opening the page in it. */
interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly bridge: Bridge;
  complaints: string[];
  requested: string[];
}

function lookOf({ width = 1280, height = 800, forcedColors = false }: View): Look {
  return { width, height, isForced: forcedColors };
}

/** Leaves nothing of a view in its tab: the document with all its memory is gone, and the page keeps nothing elsewhere. */
async function clearSeat(seat: Seat, { width, height }: Look): Promise<Seat> {
  seat.bridge.detach();
  await seat.page.goto('about:blank');
  await seat.page.setViewportSize({ width, height });
  seat.complaints = [];
  seat.requested = [];
  return seat;
}

/** The page as the app ships it: the one that was built from these sources, or else one that is built for this file alone. */
async function builtPage(): Promise<{ readonly outFolder: string; readonly isOwn: boolean }> {
  const shipped = join(ROOT, 'out');
  if (!isStale('all', { root: ROOT, outFolder: shipped })) return { outFolder: shipped, isOwn: false };
  const outFolder = mkdtempSync(join(tmpdir(), 'dcm-page-'));
  await buildPage({ pageFolder: join(ROOT, 'renderer'), outFolder });
  return { outFolder, isOwn: true };
}

/** Opens the page as the app ships it in a real Chromium under its real policy, on a fake core. */
export async function startPageHost(): Promise<PageHost> {
  const { outFolder, isOwn } = await builtPage();
  const appFiles = JSON.parse(readFileSync(join(outFolder, 'app-files.json'), 'utf8')) as AppFiles;
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET });
  let alone: Seat | null = null;
  const free = new Map<string, Seat[]>();
  const nextTurn = createTurns(AT_ONCE);

  async function openSeat({ width, height, isForced }: Look): Promise<Seat> {
    const context = await browser.newContext({
      viewport: { width, height },
      forcedColors: isForced ? 'active' : 'none',
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Kyiv',
    });
    const page = await context.newPage();
    const seat: Seat = { context, page, bridge: await openBridge(page), complaints: [], requested: [] };
    page.on('pageerror', (error) => seat.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') seat.complaints.push(message.text());
    });
    await page.clock.setFixedTime(NOW);
    await page.route('**/*', async (route) => {
      const request = { method: route.request().method(), url: route.request().url(), origin: ORIGIN };
      const { status, path, headers } = answerAppRequest(request, appFiles);
      if (path !== null) seat.requested.push(path);
      const body = path === null ? 'no such file' : readFileSync(join(outFolder, 'renderer', path));
      await route.fulfill({ status, headers, body });
    });
    return seat;
  }

  async function openView(seat: Seat, { scenario, address = '#/overview', ...view }: View): Promise<OpenView> {
    const { page, bridge, complaints, requested } = seat;
    const { settings = { language: 'en', theme: 'light' }, answer = null } = view;
    const core = bridge.attach(scenario, { settings, answer });
    await page.goto(`${ORIGIN}/index.html${address}`);
    await settle(page);
    return { page, core, complaints, requested };
  }

  return {
    outFolder,
    async open(view) {
      await alone?.context.close();
      alone = await openSeat(lookOf(view));
      return await openView(alone, view);
    },
    async visit(view, work) {
      const endTurn = await nextTurn();
      const look = lookOf(view);
      const key = JSON.stringify(look);
      try {
        const seat = free.get(key)?.pop() ?? (await openSeat(look));
        let isClean = false;
        try {
          const result = await work(await openView(seat, view));
          isClean = true;
          return result;
        } finally {
          if (isClean) free.set(key, [...(free.get(key) ?? []), await clearSeat(seat, look)]);
          else await seat.context.close();
        }
      } finally {
        endTurn();
      }
    },
    async stop() {
      await browser.close();
      if (isOwn) rmSync(outFolder, { recursive: true, force: true });
    },
  };
}

/** Lets a few work at once; the others wait in line. */
function createTurns(free: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let left = free;
  function end(): void {
    const next = waiting.shift();
    if (next === undefined) left += 1;
    else next();
  }
  return async () => {
    if (left > 0) left -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return end;
  };
}

/** Waits until something is shown. A locator's own wait looks again only every half second; this looks at each frame. */
export async function untilShown(page: Page, selector: string): Promise<void> {
  const wanted = page.locator(selector).first();
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while (!(await wanted.isVisible())) {
    if (performance.now() > deadline) throw new Error(`${selector} was not shown`);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/** Waits until a room is shown and has read what it shows: for some frames, no call of the core is under way. */
export async function settle(page: Page): Promise<void> {
  await untilShown(page, 'h1');
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let quiet = 0; quiet < 4; quiet += 1) {
      await frame();
      if (window.fakeCoreCalls.size > 0) quiet = 0;
    }
  });
}

/**
 * Keeps a picture of the whole page, to be looked at, where `KEEP_PICTURES` is set: hundreds of them take longer than
 * what is tested here. In any case the page has been painted as it is afterwards.
 */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  if (process.env['KEEP_PICTURES'] === undefined) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function findBarriers(
  page: Page,
  { without = [] as readonly string[], only = null as string | null } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(
    async ({ rulesOff, onlyRule }) => {
      interface Axe {
        run(options: unknown): Promise<{
          violations: readonly { id: string; nodes: readonly { html: string; failureSummary?: string }[] }[];
        }>;
      }
      const { axe } = window as unknown as { axe: Axe };
      const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await axe.run({
        runOnly: onlyRule === null ? runOnly : { type: 'rule', values: [onlyRule] },
        rules: Object.fromEntries(rulesOff.map((rule) => [rule, { enabled: false }])),
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
      );
    },
    { rulesOff: without, onlyRule: only },
  );
}

/** How many pixels of the page a reader would have to scroll sideways for. */
export async function sidewaysLoss(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
