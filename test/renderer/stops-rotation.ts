import type { Page } from 'playwright';
import { pressMain, type Stop } from './stop.ts';

const FRESH = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

async function beganEmergency(page: Page): Promise<void> {
  await page.locator('main form input').waitFor();
  await page.keyboard.press('Enter');
}

/** Our keys beside DCM's list, and the way from a key to its successor. */
export const ROTATION_STOPS: readonly Stop[] = [
  { name: 'dcm-drift', scenario: 'rotation', address: '#/dcm' },
  { name: 'overview-drift', scenario: 'rotation', address: '#/overview' },
  {
    name: 'dcm-adopt',
    scenario: 'rotation',
    address: '#/dcm',
    shows: '[role=dialog] form',
    act: (page) => pressMain(page, /Somebody answers|відповідають/u),
  },
  {
    name: 'dcm-evidence',
    scenario: 'rotation',
    address: '#/dcm',
    shows: '[role=dialog] ol',
    act: (page) => pressMain(page, /Evidence of|Докази для/u),
  },
  {
    name: 'dcm-update',
    scenario: 'rotation',
    address: '#/dcm',
    shows: '[role=dialog] pre',
    act: (page) => pressMain(page, /Replace an entry|Замінити запис/u),
  },
  { name: 'rotate-start', scenario: 'practice', address: `#/dcm/rotate/${FRESH}` },
  { name: 'rotate-nothing', scenario: 'practice', address: '#/dcm/rotate/54322' },
  { name: 'rotate-send', scenario: 'rotation', address: '#/dcm/rotate/BANK-SEND' },
  { name: 'rotate-look', scenario: 'rotation', address: '#/dcm/rotate/BANK-LOOK' },
  { name: 'rotate-wait', scenario: 'rotation', address: '#/dcm/rotate/BANK-WAIT' },
  {
    name: 'rotate-abandon',
    scenario: 'rotation',
    address: '#/dcm/rotate/BANK-LOOK',
    shows: '[role=dialog] form',
    act: (page) => pressMain(page, /Abandon|Відмовитися/u),
  },
  { name: 'emergency-start', scenario: 'rotation', address: '#/dcm/emergency/BANK-CALM' },
  { name: 'emergency-over-planned', scenario: 'rotation', address: '#/dcm/emergency/BANK-LOOK' },
  {
    name: 'emergency-began',
    scenario: 'practice',
    address: `#/dcm/emergency/${FRESH}`,
    shows: 'main ol',
    act: beganEmergency,
  },
  {
    name: 'emergency-standby',
    scenario: 'rotation',
    address: '#/dcm/emergency/BANK-CALM',
    shows: 'main ol dl',
    act: beganEmergency,
  },
  {
    name: 'standby-draw',
    scenario: 'rotation',
    address: '#/keys/show/BANK-STANDBY',
    shows: '[role=dialog] form',
    act: (page) => pressMain(page, /Draw it|Узяти в роботу/u),
  },
  {
    name: 'standby-seal',
    scenario: 'rotation',
    address: '#/keys/show/BANK-SEND-NEXT',
    shows: '[role=dialog] form',
    act: (page) => pressMain(page, /Seal as standby|Запечатати як/u),
  },
  { name: 'emergency-send', scenario: 'rotation', address: '#/dcm/emergency/BANK-STOPPED' },
  { name: 'emergency-kept', scenario: 'rotation', address: '#/dcm/emergency/BANK-KEPT' },
  { name: 'emergency-stolen', scenario: 'rotation', address: '#/dcm/emergency/BANK-STOLEN' },
  { name: 'emergency-cover', scenario: 'rotation', address: '#/dcm/emergency/BANK-COVER', shows: 'main pre' },
  { name: 'emergency-safe', scenario: 'rotation', address: '#/dcm/emergency/BANK-SAFE' },
];
