import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright/test';
import { expect, test } from './fixture.ts';

/** The whole main job in the window, against a practice DCM that runs in the core; every screen is kept as a picture. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `artefacts/window/${name}.png`, animations: 'disabled' });
}

/** WCAG 2.2 AA, as far as a program can judge it. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { run } = Reflect.get(window, 'axe') as Axe;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  });
  expect(found, what).toEqual([]);
}

async function room(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
}

async function checkSample(page: Page, sample: string, headline: RegExp): Promise<void> {
  await room(page, 'Check');
  const clear = page.getByRole('button', { name: 'Clear', exact: true });
  if (await clear.isVisible()) await clear.click();
  await page.getByRole('button', { name: sample, exact: true }).click();
  const check = page.getByRole('button', { name: 'Check', exact: true });
  if (await check.isVisible()) await check.click();
  await expect(page.getByRole('heading', { name: headline })).toBeVisible();
}

// No keychain is forced: the officer is asked where private keys are kept, and chooses the sealed vault.
test.use({ keychain: null });

test('an officer makes, registers, proves and uses a key, and judges tokens of DCM', async ({ page }) => {
  await expect(page.getByRole('button', { name: /^Start practice/u })).toBeVisible();
  await keepPicture(page, '1-first-run');
  await expectAccessible(page, 'first run');
  await page.getByRole('button', { name: /^Start practice/u }).click();

  await test.step('make a key, see the exact bytes, register it, prove it', async () => {
    await page
      .getByRole('link', { name: /Make a key/u })
      .or(page.getByRole('button', { name: /Make a key/u }))
      .first()
      .click();
    await page.getByLabel(/^Label/u).fill('Branch desk');
    await page.getByRole('button', { name: /^Make the key/u }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').nth(1).check({ force: true });
    for (const field of await dialog.locator('input[type=password]').all()) await field.fill('correct horse battery');
    await keepPicture(page, '2-where-keys-are-kept');
    await expectAccessible(page, 'where keys are kept');
    await dialog.getByRole('button').last().click();
    await expect(page.getByText('This is everything that will leave')).toBeVisible({ timeout: 30_000 });
    await keepPicture(page, '3-exact-bytes');
    await expectAccessible(page, 'exact bytes');
    await page.getByRole('button', { name: /^Send to DCM/u }).click();
    await page.getByRole('button', { name: /^Prove that it works/u }).click();
    await expect(page.getByText('DCM accepts tokens signed with this key')).toBeVisible();
    await keepPicture(page, '4-proven');
  });

  await test.step('sign with it', async () => {
    await room(page, 'Sign');
    await page.getByLabel(/\(sub\)/u).fill('o.koval@bank.example');
    await page.getByLabel(/\(obj\)/u).fill('123456789');
    await page.getByLabel(/^Reason/u).fill('ticket 4711');
    await expect(page.getByText('“o.koval@bank.example” acts for “123456789”')).toBeVisible();
    await keepPicture(page, '5-before-signing');
    await expectAccessible(page, 'before signing');
    await page.getByRole('button', { name: /^Sign/u }).click();
    await expect(page.getByRole('heading', { name: 'Signed' })).toBeVisible();
    await keepPicture(page, '6-signed');
    await expectAccessible(page, 'signed');
  });

  await test.step('fetch the keys of DCM', async () => {
    await room(page, 'DCM');
    await page
      .getByRole('button', { name: /^Fetch/u })
      .first()
      .click();
    await expect(page.getByText(/fetched/iu).first()).toBeVisible();
    await keepPicture(page, '7-dcm');
    await expectAccessible(page, 'DCM');
  });

  await test.step('judge tokens of DCM', async () => {
    await checkSample(page, 'Genuine', /^Genuine: signed by DCM/u);
    await keepPicture(page, '8-genuine');
    await expectAccessible(page, 'genuine');
    await checkSample(page, 'Tampered', /^Forged: DCM's key .+ signed another text/u);
    await keepPicture(page, '9-tampered');
    await checkSample(page, 'Expired', /^Expired/u);
    await checkSample(page, 'Unknown key', /^Can.t tell/u);
    await keepPicture(page, '10-unknown');
  });

  await test.step('walk every room, in both themes and both languages', async () => {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const name of ['Overview', 'Sign', 'Check', 'Keys', 'DCM', 'Audit', 'Settings']) {
        await room(page, name);
        await keepPicture(page, `${theme}-${name.toLowerCase()}`);
        await expectAccessible(page, `${name}, ${theme}`);
      }
    }
    await page.getByRole('radio', { name: 'Українська' }).check({ force: true });
    await expect(page.getByRole('heading', { level: 1, name: 'Налаштування' })).toBeVisible();
    await keepPicture(page, 'ukrainian-settings');
  });
});
