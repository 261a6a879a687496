import type { Page } from 'playwright';
import type {} from '../../renderer/ipc/use-call.ts';
import { pressDialog, pressMain, type Stop } from './stop.ts';

const ENV = 'dcm-live';
const OTHER_PIN = 'x1PrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4';

async function pinAnother(page: Page): Promise<void> {
  await page.evaluate(
    async ([env, pin]) => {
      await window.dcm['access.write']({ env, pin, proxy: { mode: 'system' }, contact: null });
      window.location.hash = '#/dcm/access/certificate';
    },
    [ENV, OTHER_PIN] as const,
  );
}

async function fetchPastProxy(page: Page): Promise<void> {
  await page.evaluate(async (env) => {
    const proxy = { mode: 'fixed', url: 'http://proxy.bank.example:3128', user: 'o.koval' } as const;
    await window.dcm['access.write']({ env, pin: null, proxy, contact: null });
  }, ENV);
  await pressMain(page, /Fetch|Отримати/u);
}

async function distrust(page: Page): Promise<void> {
  await page.evaluate(async (env) => {
    await window.dcm['distrust.add']({
      env,
      kid: '54321',
      since: '2026-11-01T03:00:00.000Z',
      reason: 'their build server was broken into',
      caller: 'Iryna, DCM duty desk',
      callBack: 'called back on the number of the contract',
    });
  }, ENV);
}

async function importText(page: Page, text: string): Promise<void> {
  await pressMain(page, /^(?:Import|Імпортувати)$/u);
  await page.locator('[role=dialog] textarea').fill(text);
}

async function trustMaker(page: Page): Promise<void> {
  const trust = {
    fingerprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    name: 'Head office, duty desk',
    reason: 'compared the words with Petro on the number of the contract',
  };
  await page.evaluate(
    async ([env, said]) => {
      await window.dcm['bundle.import']({ env, text: '{"format":"dcm-bundle"}', trust: said });
    },
    [ENV, trust] as const,
  );
}

/** The way to a DCM: contact, certificate, proxy, login. */
const ACCESS_STOPS: readonly Stop[] = (
  ['contact', 'certificate', 'proxy', 'proxy-password', 'credential', 'credential-remove'] as const
).map((field) => ({
  name: `dcm-access-${field}`,
  scenario: 'archive',
  address: `#/dcm/access/${field}`,
  shows: field === 'certificate' ? '[role=dialog] dl' : '[role=dialog]',
}));

/** What DCM publishes and published, and which of it is not trusted. */
export const DCM_WAY_STOPS: readonly Stop[] = [
  ...ACCESS_STOPS,
  {
    name: 'dcm-access-authority',
    scenario: 'archive',
    address: '#/dcm/access/authority',
    shows: '[role=dialog] dl',
    act: (page) => pressDialog(page, /Choose a file|Обрати файл/u),
  },
  { name: 'dcm-archive', scenario: 'archive', address: '#/dcm' },
  { name: 'overview-archive', scenario: 'archive', address: '#/overview' },
  {
    name: 'dcm-certificate-other',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] [role=alert]',
    act: pinAnother,
  },
  {
    name: 'dcm-proxy-refused',
    scenario: 'archive',
    address: '#/dcm',
    shows: 'main [role=alert] a',
    act: fetchPastProxy,
  },
  {
    name: 'dcm-set',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] pre',
    act: (page) => pressMain(page, /Open set 4|Відкрити набір 4/u),
  },
  {
    name: 'dcm-set-refused',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] pre',
    act: (page) => pressMain(page, /Open set 3|Відкрити набір 3/u),
  },
  {
    name: 'dcm-bundle-made',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] ol li >> nth=15',
    async act(page) {
      await pressMain(page, /Open set 4|Відкрити набір 4/u);
      await pressDialog(page, /Save as signed|підписаний пакет/u);
      await pressDialog(page, /Sign it|Підписати/u);
    },
  },
  {
    name: 'dcm-bundle-qr',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] svg[role=img]',
    async act(page) {
      await pressMain(page, /Open set 4|Відкрити набір 4/u);
      await pressDialog(page, /Save as signed|підписаний пакет/u);
      await pressDialog(page, /Sign it|Підписати/u);
      await pressDialog(page, /Show as QR|Показати як QR/u);
    },
  },
  {
    name: 'dcm-bundle-unknown',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] input[type=checkbox]:checked',
    async act(page) {
      await importText(page, '{"format":"dcm-bundle"}');
      await page.locator('[role=dialog] input[type=checkbox]').check();
    },
  },
  {
    name: 'carry-request',
    scenario: 'rotation',
    address: '#/dcm',
    shows: '[role=dialog] pre',
    act: (page) => pressMain(page, /Ask another computer|Попросити інший/u),
  },
  {
    name: 'carry-request-qr',
    scenario: 'rotation',
    address: '#/dcm',
    shows: '[role=dialog] svg[role=img]',
    async act(page) {
      await pressMain(page, /Ask another computer|Попросити інший/u);
      await pressDialog(page, /^(?:Sign|Підписати)/u);
      await pressDialog(page, /Show as QR|Показати як QR/u);
    },
  },
  {
    name: 'carry-post',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] input[type=checkbox]:checked',
    async act(page) {
      await importText(page, '{"format":"dcm-bundle","kind":"registration-request"}');
      await page.locator('[role=dialog] input[type=checkbox]').check();
    },
  },
  {
    name: 'carry-deliver',
    scenario: 'rotation',
    address: '#/dcm',
    shows: '[role=dialog] select',
    async act(page) {
      await pressMain(page, /Seal a key to|Запечатати ключ для/u);
      await page.locator('[role=dialog] textarea').fill('{"format":"dcm-bundle","kind":"device-key"}');
    },
  },
  { name: 'dcm-makers', scenario: 'archive', address: '#/dcm', shows: 'main h2 >> nth=6', act: trustMaker },
  {
    name: 'dcm-diff',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] select',
    act: (page) => pressMain(page, /See both sets|Побачити обидва/u),
  },
  {
    name: 'dcm-distrust',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog]',
    act: (page) => pressMain(page, /says that 54321|каже, що 54321/u),
  },
  { name: 'dcm-distrusted', scenario: 'archive', address: '#/dcm', shows: 'main h2 >> nth=3', act: distrust },
  {
    name: 'dcm-trust-again',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog]',
    async act(page) {
      await distrust(page);
      await pressMain(page, /Trust 54321 again|Знову довіряти 54321/u);
    },
  },
  {
    name: 'dcm-add-checked',
    scenario: 'archive',
    address: '#/dcm',
    shows: '[role=dialog] dl',
    async act(page) {
      await pressMain(page, /Add an|Додати/u);
      const fields = page.locator('[role=dialog] form input:not([type=radio])');
      await fields.nth(0).fill('stage-2');
      await fields.nth(1).fill('https://API.bank.dcm.example/');
      await fields.nth(2).fill('2f1d8a70-58a7-4e35-8a3e-8b64f2c0a911');
      await page.locator('[role=dialog] button[type=submit]').click();
    },
  },
];
