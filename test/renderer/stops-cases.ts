import type { Page } from 'playwright';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { pressMain, type Stop } from './stop.ts';

async function reported(page: Page): Promise<void> {
  await pressMain(page, /Make the report|Скласти звіт/u);
}

/** The case that is open in the incident, and how a token comes into one. */
export const CASE_STOPS: readonly Stop[] = [
  { name: 'cases', scenario: 'incident', address: '#/cases', shows: 'main table' },
  {
    name: 'case-exported',
    scenario: 'incident',
    address: '#/cases/2026-001',
    shows: 'main [role=status]',
    act: (page) => pressMain(page, /Export, signed|Вивантажити/u),
  },
  {
    name: 'case-report',
    scenario: 'incident',
    address: '#/cases/2026-001/report',
    shows: 'main article',
    act: reported,
  },
  {
    name: 'case-verified',
    scenario: 'incident',
    address: '#/cases/verify',
    shows: 'main [role=status] strong, main [role=status] h2',
    async act(page) {
      await pressMain(page, /Choose the file|Вибрати файл/u);
      await pressMain(page, /^(?:Verify|Перевірити)$/u);
    },
  },
  {
    name: 'case-add',
    scenario: 'incident',
    address: '#/check',
    shows: '[role=dialog] select',
    async act(page) {
      await page.locator('textarea').first().fill(sampleToken('tampered'));
      await page.keyboard.press('Tab');
      await page.locator('button[type=submit]').click();
      await pressMain(page, /Add to a case|Додати до справи/u);
      await page.getByRole('dialog').getByRole('checkbox').check();
    },
  },
];
