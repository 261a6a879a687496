import type { Page } from 'playwright';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { pressForDialog, pressMain, type Stop } from './stop.ts';

const KID = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
const JWK = { kty: 'RSA', kid: '54321', alg: 'RS256', use: 'sig', n: 'u1W4hZ1k'.repeat(60), e: 'AQAB' };

async function chooseToImport(page: Page): Promise<void> {
  await pressMain(page, /Choose the file|Вибрати файл/u);
  await page.locator('main form').waitFor();
}

async function chooseSealed(page: Page): Promise<void> {
  await chooseToImport(page);
  await pressMain(page, /Choose another|Вибрати інший/u);
  await page.locator('input[type=password]').waitFor();
}

async function submitImport(page: Page): Promise<void> {
  await page.locator('main form button[type=submit]').click();
}

function pasted(text: string) {
  return (page: Page) => page.locator('main textarea').fill(text);
}

async function compared(page: Page): Promise<void> {
  await pasted(JSON.stringify(JWK))(page);
  await pressMain(page, /Compare it|Порівняти з/u);
  await page.locator('main select').selectOption(KID);
  await page.locator('main form button[type=submit]').click();
}

async function suspended(page: Page): Promise<void> {
  await pressForDialog('Control+Shift+S')(page);
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Enter');
}

/** Importing, examining, comparing, the passport, and suspending from everywhere. */
export const KEY_PAPER_STOPS: readonly Stop[] = [
  { name: 'key-import', scenario: 'practice', address: '#/keys/import' },
  { name: 'key-import-open', scenario: 'practice', address: '#/keys/import', shows: 'main form', act: chooseToImport },
  {
    name: 'key-import-refused',
    scenario: 'practice',
    address: '#/keys/import',
    shows: 'main [role=alert]',
    async act(page) {
      await chooseSealed(page);
      await page.locator('input[type=password]').fill('weak key');
      await submitImport(page);
    },
  },
  {
    name: 'key-imported',
    scenario: 'practice',
    address: '#/keys/import',
    shows: 'main [role=alert]',
    async act(page) {
      await chooseToImport(page);
      await submitImport(page);
    },
  },
  { name: 'examine', scenario: 'practice', address: '#/keys/examine' },
  {
    name: 'examine-token',
    scenario: 'practice',
    address: '#/keys/examine',
    shows: 'main h2',
    act: pasted(sampleToken('genuine')),
  },
  {
    name: 'examine-set',
    scenario: 'practice',
    address: '#/keys/examine',
    shows: 'main h2',
    act: pasted('{"keys": []}'),
  },
  {
    name: 'examine-secret',
    scenario: 'practice',
    address: '#/keys/examine',
    shows: 'main [role=alert]',
    act: pasted('-----BEGIN PRIVATE KEY-----'),
  },
  { name: 'compare', scenario: 'practice', address: '#/keys/examine', shows: 'main table', act: compared },
  { name: 'passport-before', scenario: 'practice', address: `#/keys/passport/${KID}` },
  {
    name: 'passport',
    scenario: 'practice',
    address: `#/keys/passport/${KID}`,
    shows: 'main article',
    act: (page) => pressMain(page, /Make the passport|Скласти/u),
  },
  { name: 'passport-verify', scenario: 'practice', address: '#/keys/verify' },
  {
    name: 'passport-verified',
    scenario: 'practice',
    address: '#/keys/verify',
    shows: 'main h2',
    async act(page) {
      await pressMain(page, /Choose the file|Вибрати файл/u);
      await page.getByText('bank.pem').waitFor();
      await page.locator('main form button[type=submit]').click();
    },
  },
  {
    name: 'suspend',
    scenario: 'practice',
    address: '#/overview',
    shows: '[role=option]',
    act: pressForDialog('Control+Shift+S'),
  },
  {
    name: 'suspend-locked',
    scenario: 'locked',
    address: '#/keys',
    shows: '[role=option]',
    async act(page) {
      await pressForDialog('Control+Shift+S')(page);
      await page.keyboard.type('BANK-2026-1');
    },
  },
  { name: 'suspended', scenario: 'practice', address: '#/overview', shows: 'main form', act: suspended },
  { name: 'keychain-changed', scenario: 'keychain-changed', address: '#/sign', shows: 'main dl' },
  {
    name: 'keychain-accept',
    scenario: 'keychain-changed',
    address: '#/keys',
    shows: '[role=dialog]',
    act: (page) => pressMain(page, /It is meant|Так і треба/u),
  },
];
