import type { Page } from 'playwright';
import { pressMain, type Stop } from './stop.ts';

async function chooseLogs(page: Page): Promise<void> {
  await pressMain(page, /^Choose files|^Вибрати файли/u);
  await page.locator('main li').first().waitFor();
  await pressMain(page, /^Choose a folder|^Вибрати теку/u);
}

async function start(page: Page): Promise<void> {
  await chooseLogs(page);
  await pressMain(page, /^Start the scan|^Почати/u);
}

/** A scan of files: what to scan, while it runs, what it found, and that it found nothing. */
export const SCAN_STOPS: readonly Stop[] = [
  {
    name: 'scan-start',
    scenario: 'practice',
    address: '#/check/scan',
    shows: 'main li ~ li',
    async act(page) {
      await chooseLogs(page);
      await page.locator('main details summary').click();
    },
  },
  {
    name: 'scan-running',
    scenario: 'practice',
    address: '#/check/scan',
    shows: 'main progress',
    async act(page) {
      await page.locator('main select').nth(1).selectOption('iat');
      await start(page);
      await page.locator('main [role=listbox]').waitFor();
    },
  },
  {
    name: 'scan-result',
    scenario: 'practice',
    address: '#/check/scan',
    shows: 'main [role=table] [data-row]',
    async act(page) {
      await start(page);
      await page.locator('main details summary').first().waitFor();
    },
  },
  {
    name: 'scan-filtered',
    scenario: 'practice',
    address: '#/check/scan',
    shows: 'main search ul li ~ li',
    async act(page) {
      await start(page);
      await page.locator('main search select').first().selectOption('invalid');
      await page.locator('main [role=listbox]').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'scan-save',
    scenario: 'practice',
    address: '#/check/scan',
    shows: '[role=dialog] [role=status]',
    async act(page) {
      await start(page);
      await pressMain(page, /^Save…|^Зберегти…/u);
      await page.getByRole('dialog').getByRole('checkbox').check();
    },
  },
  {
    name: 'scan-sheet',
    scenario: 'practice',
    address: '#/check/scan',
    shows: 'main ol li',
    async act(page) {
      await start(page);
      await pressMain(page, /^Call sheet|^Для дзвінка/u);
    },
  },
  {
    name: 'scan-nothing',
    scenario: 'practice',
    address: '#/check/scan',
    shows: 'main >> text=/No token in|Жодного токена/',
    async act(page) {
      await page.locator('main details summary').click();
      await page.locator('main select').nth(3).selectOption('platform');
      await start(page);
    },
  },
  {
    name: 'scan-error',
    scenario: 'errors',
    address: '#/check/scan',
    shows: 'main [role=alert]',
  },
];
