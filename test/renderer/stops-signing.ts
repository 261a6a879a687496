import type { Page } from 'playwright';
import { pressDialog, pressMain, type Stop } from './stop.ts';

export async function fillSignForm(page: Page): Promise<void> {
  await page.getByLabel('(sub)').fill('o.koval@bank.example');
  await page.getByLabel('(obj)').fill('123456789');
  await page.getByLabel(/Who asked|Хто попросив/u).fill('I. Melnyk');
  await page.getByLabel(/^Reason|^Підстава/u).fill('Refund of order 4711');
}

/** The signing desk. */
export const SIGNING_STOPS: readonly Stop[] = [
  { name: 'sign-empty', scenario: 'empty', address: '#/sign' },
  { name: 'sign', scenario: 'practice', shows: 'main details', address: '#/sign', act: fillSignForm },
  {
    name: 'sign-done',
    scenario: 'practice',
    shows: 'main pre',
    address: '#/sign',
    async act(page) {
      await fillSignForm(page);
      await page.locator('button[type=submit]:not([disabled])').click();
    },
  },
  {
    name: 'sign-not-allowed',
    scenario: 'sign-production',
    shows: 'main figure pre',
    address: '#/sign',
    act: fillSignForm,
  },
  {
    name: 'sign-clock',
    scenario: 'sign-production',
    shows: '[role=dialog]',
    address: '#/sign',
    act: (page) => pressMain(page, /The clock is right|Годинник правильний/u),
  },
  { name: 'sign-history', scenario: 'sign-production', address: '#/sign/all/history' },
  {
    name: 'sign-template',
    scenario: 'practice',
    shows: '[role=dialog]',
    address: '#/sign',
    act: (page) => pressMain(page, /Save as template|Зберегти як шаблон/u),
  },
  {
    name: 'sign-template-import',
    scenario: 'practice',
    address: '#/sign',
    shows: '[role=dialog] form strong',
    async act(page) {
      await pressMain(page, /Template from a file|Шаблон із файлу/u);
      await pressDialog(page, /Choose the file|Вибрати файл/u);
    },
  },
  {
    name: 'sign-template-remove',
    scenario: 'practice',
    shows: '[role=dialog]',
    address: '#/sign',
    async act(page) {
      await page.locator('main select').nth(1).selectOption('refund');
      await pressMain(page, /Remove this template|Вилучити цей шаблон/u);
    },
  },
];
