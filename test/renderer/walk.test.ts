import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import type { Settings } from '../../shared/ipc/contract.ts';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { findFaint } from './faint.ts';
import {
  findBarriers,
  keepPicture,
  type OpenView,
  type PageHost,
  settle,
  sidewaysLoss,
  startPageHost,
  untilShown,
} from './page-host.ts';
import { pressForDialog, pressMain, type Stop } from './stop.ts';
import { CASE_STOPS } from './stops-cases.ts';
import { CEREMONY_STOPS } from './stops-ceremonies.ts';
import { CHECK_STOPS } from './stops-check.ts';
import { DCM_WAY_STOPS } from './stops-dcm-ways.ts';
import { KEY_PAPER_STOPS } from './stops-key-papers.ts';
import { KEYS_TABLE_STOPS } from './stops-keys-table.ts';
import { PASTE_STOPS } from './stops-paste.ts';
import { ROTATION_STOPS } from './stops-rotation.ts';
import { SCAN_STOPS } from './stops-scan.ts';
import { SIGNING_STOPS } from './stops-signing.ts';

const KID = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

function judged(kind: Parameters<typeof sampleToken>[0]) {
  return async (page: Page) => {
    await page.locator('textarea').first().fill(sampleToken(kind));
    await page.keyboard.press('Tab');
    await page.locator('button[type=submit]').click();
    await page.locator('main details').first().waitFor();
    for (const fold of await page.locator('main details').all()) await fold.locator('summary').click();
  };
}

const STOPS: readonly Stop[] = [
  ...KEY_PAPER_STOPS,
  ...DCM_WAY_STOPS,
  ...KEYS_TABLE_STOPS,
  ...PASTE_STOPS,
  ...ROTATION_STOPS,
  ...SIGNING_STOPS,
  ...SCAN_STOPS,
  ...CASE_STOPS,
  ...CEREMONY_STOPS,
  ...CHECK_STOPS,
  { name: 'overview-first-run', scenario: 'empty', address: '#/overview' },
  { name: 'overview-practice', scenario: 'practice', address: '#/overview' },
  { name: 'overview-incident', scenario: 'incident', address: '#/overview' },
  { name: 'overview-error', scenario: 'errors', address: '#/overview' },
  { name: 'keys-empty', scenario: 'empty', address: '#/keys' },
  { name: 'keys', scenario: 'practice', address: '#/keys' },
  { name: 'keys-incident', scenario: 'incident', address: '#/keys' },
  { name: 'key-detail', scenario: 'practice', address: `#/keys/show/${KID}` },
  { name: 'key-new', scenario: 'practice', address: '#/keys/new' },
  { name: 'key-bytes', scenario: 'practice', address: '#/keys/register/54322' },
  { name: 'key-prove', scenario: 'practice', address: `#/keys/register/${KID}` },
  {
    name: 'key-proven',
    scenario: 'practice',
    shows: 'main a[href^="#/sign/"]',
    address: `#/keys/register/${KID}`,
    act: (page) => pressMain(page, /Prove that|Довести/u),
  },
  { name: 'check', scenario: 'practice', address: '#/check' },
  { name: 'check-no-home', scenario: 'empty', address: '#/check' },
  { name: 'check-locked', scenario: 'locked', address: '#/check' },
  {
    name: 'check-genuine',
    scenario: 'practice',
    shows: 'main details[open] table',
    address: '#/check',
    act: judged('genuine'),
  },
  {
    name: 'check-expired',
    scenario: 'practice',
    shows: 'main details[open] table',
    address: '#/check',
    act: judged('expired'),
  },
  {
    name: 'check-forged',
    scenario: 'practice',
    shows: 'main details[open] table',
    address: '#/check',
    act: judged('tampered'),
  },
  {
    name: 'check-unknown',
    scenario: 'practice',
    shows: 'main details[open] table',
    address: '#/check',
    act: judged('unknown-kid'),
  },
  {
    name: 'check-ask-dcm',
    scenario: 'practice',
    shows: '[role=dialog]',
    address: '#/check',
    async act(page) {
      await judged('genuine')(page);
      await pressMain(page, /Ask DCM|Запитати/u);
    },
  },
  { name: 'dcm-empty', scenario: 'empty', address: '#/dcm' },
  { name: 'dcm', scenario: 'practice', address: '#/dcm' },
  {
    name: 'dcm-errors',
    scenario: 'errors',
    address: '#/dcm',
    shows: 'main [role=alert]',
    act: (page) => pressMain(page, /Fetch|Отримати/u),
  },
  {
    name: 'dcm-add',
    scenario: 'empty',
    address: '#/dcm',
    shows: '[role=dialog]',
    act: (page) => pressMain(page, /Add an|Додати/u),
  },
  {
    name: 'dcm-remove',
    scenario: 'practice',
    shows: '[role=dialog]',
    address: '#/dcm',
    act: (page) => pressMain(page, /Remove|Прибрати/u),
  },
  {
    name: 'dcm-import',
    scenario: 'practice',
    shows: '[role=dialog]',
    address: '#/dcm',
    act: (page) => pressMain(page, /Import|Імпорт/u),
  },
  { name: 'audit', scenario: 'practice', address: '#/audit/3', shows: 'main p > strong' },
  { name: 'audit-broken', scenario: 'incident', address: '#/audit' },
  { name: 'settings', scenario: 'incident', address: '#/settings' },
  { name: 'locked', scenario: 'locked', address: '#/keys' },
  {
    name: 'unlock',
    scenario: 'locked',
    address: '#/keys',
    shows: '[role=dialog]',
    act: (page) => pressMain(page, /Unlock|Розблокувати/u),
  },
  {
    name: 'palette',
    scenario: 'practice',
    shows: '[role=dialog] [role=menuitem]',
    address: '#/keys',
    act: pressForDialog('Control+k'),
  },
  { name: 'shortcuts', scenario: 'practice', shows: '[role=dialog] kbd', address: '#/keys', act: pressForDialog('?') },
];

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

/** Goes to a stop and does there what its `look` says. */
async function atStop<T>(
  { scenario, address, act, shows }: Stop,
  settings: Settings,
  look: (opened: OpenView) => Promise<T>,
  size = {},
): Promise<T> {
  if (act && shows === undefined) throw new Error('a stop with an act says what it shows');
  return await host.visit({ scenario, address, settings, ...size }, async (opened) => {
    await act?.(opened.page);
    if (shows !== undefined) await untilShown(opened.page, shows);
    await settle(opened.page);
    return await look(opened);
  });
}

async function expectNamed(page: Page, language: Settings['language']): Promise<void> {
  expect(await page.title()).toMatch(/^.+ – DCM Key Manager$/u);
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
}

describe('the walk can fail', () => {
  it('finds a planted barrier, a planted image from elsewhere and a planted wide line', async () => {
    const { page, complaints } = await host.open({ scenario: 'practice' });
    await page.evaluate(() => {
      const image = document.createElement('img');
      document.querySelector('main')?.append(image);
      const wide = document.createElement('pre');
      wide.textContent = 'w'.repeat(3000);
      document.querySelector('main')?.append(wide);
      image.src = 'https://elsewhere.test/planted.png';
    });
    expect((await findBarriers(page)).join('\n')).toContain('image-alt');
    expect(complaints.join('\n')).toContain('Content Security Policy');
    expect(await sidewaysLoss(page)).toBeGreaterThan(0);
  });
});

describe.concurrent('every screen in English, light and dark, and in Ukrainian', { timeout: 60_000 }, () => {
  it.each(STOPS)('$name has no barrier, breaks no policy, loses nothing sideways and is titled', async (stop) => {
    await atStop(stop, { language: 'en', theme: 'light' }, async ({ page, core, complaints }) => {
      await keepPicture(page, `${stop.name}-en-light`);
      expect(await findBarriers(page)).toEqual([]);
      await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
      await keepPicture(page, `${stop.name}-en-dark`);
      // Between the themes nothing but colours differs.
      expect(await findBarriers(page, { only: 'color-contrast' })).toEqual([]);
      expect(complaints).toEqual([]);
      await expectNamed(page, 'en');
      if (!hasWordsOfCore(stop)) {
        core.set({ language: 'uk', theme: 'dark' });
        await untilShown(page, 'html[lang=uk]');
        await expectNothingLost(page, stop.name);
        expect(complaints).toEqual([]);
      }
    });
  });
});

/** What the core has put into words stays in the language in which it was asked for. */
function hasWordsOfCore({ name }: Stop): boolean {
  return name.startsWith('check-');
}

/** In a wide window, and in one of 640 pixels, which is 1280 at 200 %. */
async function expectNothingLost(page: Page, name: string): Promise<void> {
  await settle(page);
  expect(await sidewaysLoss(page)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 640, height: 800 });
  await keepPicture(page, `${name}-zoom`);
  expect(await sidewaysLoss(page)).toBeLessThanOrEqual(0);
  await expectNamed(page, 'uk');
}

describe.concurrent('every screen with words of the core, in Ukrainian', { timeout: 60_000 }, () => {
  it.each(STOPS.filter(hasWordsOfCore))('$name loses nothing sideways', async (stop) => {
    await atStop(stop, { language: 'uk', theme: 'light' }, async ({ page, complaints }) => {
      await expectNothingLost(page, stop.name);
      expect(complaints).toEqual([]);
    });
  });
});

describe.concurrent('forced colours', { timeout: 60_000 }, () => {
  const some = STOPS.filter(({ name }) => ['overview-practice', 'check-forged', 'sign', 'palette'].includes(name));
  it.each(some)('$name keeps its words and borders', async (stop) => {
    const look = async ({ page, complaints }: OpenView) => {
      await keepPicture(page, `${stop.name}-forced`);
      // axe reads the author's colours, which this mode replaces when it paints: contrast is measured on the pixels.
      expect(await findBarriers(page, { without: ['color-contrast'] })).toEqual([]);
      expect(await findFaint(page)).toEqual([]);
      expect(complaints).toEqual([]);
    };
    // As high as the longest dialog: what is not painted can't be measured.
    await atStop(stop, { language: 'en', theme: 'dark' }, look, { forcedColors: true, height: 1200 });
  });

  it('finds a planted faint icon', async () => {
    await host.visit({ scenario: 'practice', forcedColors: true }, async ({ page }) => {
      await page.evaluate(() => {
        const icon = document.querySelector('main svg.lucide');
        if (icon instanceof SVGElement) icon.style.setProperty('color', '#f2bc5c', 'important');
      });
      expect((await findFaint(page)).join()).toContain('lucide');
    });
  });
});
