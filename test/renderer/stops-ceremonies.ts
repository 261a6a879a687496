import type { Page } from 'playwright';
import { pressMain, type Stop } from './stop.ts';

async function uncovered(page: Page): Promise<void> {
  await pressMain(page, /The camera is covered|Камеру закрито/u);
}

async function readBackWrong(page: Page): Promise<void> {
  await uncovered(page);
  await page.locator('main textarea').fill('DCMKEY1-0AB3K-9QWRT-7HJKM-3NPXZ-0FGH2-RT5VX-8MNPP');
  await page.locator('main button[type=submit]').click();
}

/** The room, and the screens that five people look at longest. */
export const CEREMONY_STOPS: readonly Stop[] = [
  { name: 'ceremonies', scenario: 'ceremony', address: '#/ceremonies' },
  { name: 'ceremony-backups', scenario: 'ceremony', address: '#/ceremonies/backups' },
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
