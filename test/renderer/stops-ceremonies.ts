import type { Page } from 'playwright';
import { shareText } from '../../electron/domain/share.ts';
import { pressMain, type Stop } from './stop.ts';

async function uncovered(page: Page): Promise<void> {
  await pressMain(page, /The camera is covered|Камеру закрито/u);
}

async function readBackWrong(page: Page): Promise<void> {
  await uncovered(page);
  await page.locator('main textarea').fill('DCMKEY1-0AB3K-9QWRT-7HJKM-3NPXZ-0FGH2-RT5VX-8MNPP');
  await page.locator('main button[type=submit]').click();
}

const SET = '3f9ac04d81b27e55';

/** A share of the set in the register. */
async function shareOf(number: number): Promise<string> {
  const facts = { setId: SET, threshold: 2, shares: 3, number, x: number + 7 };
  return await shareText({ ...facts, value: new Uint8Array(32).fill(7) });
}

/** With a wrong letter in its third group. */
async function damagedShare(): Promise<string> {
  const groups = (await shareOf(2)).split('-');
  const third = groups[3] ?? '';
  groups[3] = `${third.slice(0, 4)}${third.endsWith('K') ? 'M' : 'K'}`;
  return groups.join('-');
}

async function give(page: Page, share: string): Promise<void> {
  await uncovered(page);
  await page.locator('main textarea').fill(share);
  await page.locator('main button[type=submit]').click();
}

async function checkDamaged(page: Page): Promise<void> {
  await give(page, await damagedShare());
}

/** The file, the first share, and a second one that is not read right. */
async function openForShares(page: Page): Promise<void> {
  await pressMain(page, /Choose the backup|Вибрати файл/u);
  await give(page, await shareOf(1));
  await page.locator('main ol li:nth-child(2)').waitFor();
  await give(page, await damagedShare());
}

async function drill(page: Page): Promise<void> {
  await pressMain(page, /Choose the backup|Вибрати файл/u);
  await give(page, await shareOf(1));
  await page.locator('main ol li:nth-child(2)').waitFor();
  await give(page, await shareOf(3));
  await page.locator('main input').first().fill('Safe 1, bag C-4711');
  await page.locator('main button[type=submit]').click();
}

/** As far as the question what becomes of a key that could sign. */
async function restoreActive(page: Page): Promise<void> {
  await pressMain(page, /Choose the backup|Вибрати файл/u);
  await give(page, await shareOf(1));
  await page.locator('main ol li:nth-child(2)').waitFor();
  await give(page, await shareOf(3));
  await page.locator('main input[type=radio]').last().click();
}

async function restore(page: Page): Promise<void> {
  await restoreActive(page);
  await page.locator('main input[type=radio]').first().click();
  await page.locator('main button[type=submit]').click();
}

/** The room, and the screens that five people look at longest. */
export const CEREMONY_STOPS: readonly Stop[] = [
  { name: 'ceremonies', scenario: 'ceremony', address: '#/ceremonies' },
  {
    name: 'ceremony-backups',
    scenario: 'ceremony',
    address: '#/ceremonies/backups',
    shows: '[role=status] dl',
    act: (page) => pressMain(page, /Save recovery|Зберегти recovery/u),
  },
  {
    name: 'backup-check',
    scenario: 'ceremony',
    address: '#/ceremonies/backups/check',
    shows: 'main dl',
    act: checkDamaged,
  },
  {
    name: 'backup-drill-shares',
    scenario: 'ceremony',
    address: `#/ceremonies/backups/drill/${SET}`,
    shows: 'main [role=alert]',
    act: openForShares,
  },
  {
    name: 'backup-drilled',
    scenario: 'ceremony',
    address: `#/ceremonies/backups/drill/${SET}`,
    shows: 'main article table',
    act: drill,
  },
  {
    name: 'backup-restore',
    scenario: 'ceremony',
    address: '#/ceremonies/backups/restore',
    shows: 'main form textarea',
    act: restoreActive,
  },
  {
    name: 'backup-restored',
    scenario: 'ceremony',
    address: '#/ceremonies/backups/restore',
    shows: 'main [role=status] + section',
    act: restore,
  },
  {
    name: 'backup-verify',
    scenario: 'ceremony',
    address: '#/ceremonies/backups/verify',
    shows: 'main [role=status] h2',
    async act(page) {
      await pressMain(page, /Choose the file|Вибрати файл/u);
      await page.locator('main button[type=submit]').click();
    },
  },
  { name: 'ceremony-script', scenario: 'ceremony', address: '#/ceremonies/script/delete-key' },
  { name: 'ceremony-people', scenario: 'ceremony', address: '#/ceremonies/run/R-2026-001' },
  { name: 'ceremony-fingerprint', scenario: 'ceremony', address: '#/ceremonies/run/C-2026-002' },
  {
    name: 'ceremony-witness',
    scenario: 'ceremony',
    address: '#/ceremonies/run/C-2026-002',
    shows: 'main form input[type=text]',
    act: (page) => pressMain(page, /Written on paper|Записано на папері/u),
  },
  { name: 'ceremony-covered', scenario: 'ceremony', address: '#/ceremonies/run/C-2026-003' },
  {
    name: 'ceremony-share',
    scenario: 'ceremony',
    address: '#/ceremonies/run/C-2026-003',
    shows: 'main article svg[role=img]',
    act: uncovered,
  },
  {
    name: 'ceremony-read-back',
    scenario: 'ceremony',
    address: '#/ceremonies/run/C-2026-004',
    shows: 'main [role=alert]',
    act: readBackWrong,
  },
  { name: 'ceremony-void', scenario: 'ceremony', address: '#/ceremonies/run/C-2026-001' },
  {
    name: 'ceremony-stopped',
    scenario: 'ceremony',
    address: '#/ceremonies/run/C-2026-005',
    shows: '[role=dialog] form',
    act: (page) => pressMain(page, /Record a deviation|Записати відхилення/u),
  },
  { name: 'ceremony-paused', scenario: 'ceremony', address: '#/ceremonies/run/C-2026-006' },
  { name: 'ceremony-report', scenario: 'ceremony', address: '#/ceremonies/report/R-2026-002' },
];
