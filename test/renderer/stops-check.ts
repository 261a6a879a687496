import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import type { Page } from 'playwright';
import { pressMain, type Stop } from './stop.ts';

async function openFolds(page: Page): Promise<void> {
  for (const fold of await page.locator('main details').all()) await fold.locator('summary').click();
}

function judge(kind: Parameters<typeof sampleToken>[0]) {
  return async (page: Page) => {
    await page.locator('textarea').first().fill(sampleToken(kind));
    await pressMain(page, /^Check$|^Перевірити$/u);
    await page.locator('main details').first().waitFor();
  };
}

/** What explains an answer. */
export const CHECK_STOPS: readonly Stop[] = [
  { name: 'help', scenario: 'locked', address: '#/help' },
  { name: 'help-topic', scenario: 'incident', address: '#/help/SIGNATURE_INVALID' },
  { name: 'check-elsewhere', scenario: 'incident', address: '#/check', shows: 'main ol', act: judge('elsewhere') },
  {
    name: 'check-milliseconds',
    scenario: 'practice',
    address: '#/check',
    shows: 'main details[open] table',
    async act(page) {
      await judge('milliseconds')(page);
      await openFolds(page);
    },
  },
  {
    name: 'check-call-sheet',
    scenario: 'practice',
    address: '#/check',
    shows: 'main ol[lang]',
    async act(page) {
      await judge('tampered')(page);
      await page.keyboard.press('c');
    },
  },
  {
    name: 'check-as-of',
    scenario: 'practice',
    address: '#/check',
    shows: 'main section kbd',
    async act(page) {
      await judge('expired')(page);
      await openFolds(page);
      await pressMain(page, /^When it was made|^Коли створено/u);
    },
  },
  {
    name: 'check-help',
    scenario: 'practice',
    address: '#/check',
    shows: '[role=dialog] ol',
    async act(page) {
      await judge('tampered')(page);
      await pressMain(page, /V15/u);
    },
  },
];
