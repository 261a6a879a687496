import type { Page } from 'playwright/test';
import type {} from '../../renderer/ipc/use-call.ts';
import { goTo, keepPicture, startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';

/** Tells the practice DCM to take a new key of its own; gives the kids before and after. */
async function rotateDcm(page: Page): Promise<{ readonly before: string; readonly after: string }> {
  const { baseUrl, before } = await page.evaluate(async () => {
    const [environments, sets] = [await window.dcm['environment.list']({}), await window.dcm['snapshot.list']({})];
    if (!environments.ok || !sets.ok) throw new Error('no practice');
    return { baseUrl: environments.value[0]?.baseUrl ?? '', before: sets.value[0]?.kids[0] ?? '' };
  });
  const answer = await fetch(`${baseUrl}/practice/v1/rotation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ keepsOld: false }),
  });
  const { kid } = (await answer.json()) as { kid: string };
  return { before, after: kid };
}

async function fetchKeys(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Fetch now' }).click();
  await expect(page.getByText('DCM’s keys were fetched just now')).toBeVisible();
}

async function genuineToken(page: Page): Promise<string> {
  const issued = await page.evaluate(
    async () => await window.dcm['practice.issueToken']({ env: 'practice', kind: 'genuine' }),
  );
  if (!issued.ok) throw new Error(issued.error.code);
  return issued.value.token;
}

async function check(page: Page, token: string): Promise<void> {
  await goTo(page, 'check');
  await page.getByLabel('Token', { exact: true }).fill(token);
  const press = page.getByRole('button', { name: 'Check', exact: true });
  if (await press.isVisible()) await press.click();
}

test('DCM rotates its key: news, what changed, seen; and a stolen key’s genuine token is refused', async ({ page }) => {
  await startPractice(page);
  await goTo(page, 'dcm');
  await expect(page.getByText('The watch begins with the first fetch.')).toBeVisible();
  await fetchKeys(page);
  const { before, after } = await rotateDcm(page);
  await fetchKeys(page);

  const news = page.getByRole('status').filter({ hasText: 'DCM changed its keys' });
  await test.step('the news names both keys, on the overview too', async () => {
    await expect(news).toContainText(`Added${after}`);
    await expect(news).toContainText(`Removed${before}`);
    await keepPicture(page, 'archive-news');
    await goTo(page, 'overview');
    await page.getByRole('link', { name: /DCM changed its keys/u }).click();
  });

  await test.step('both sets can be compared, and the old one opened byte for byte', async () => {
    const dialog = page.getByRole('dialog');
    await news.getByRole('button', { name: 'See both sets' }).click();
    await expect(dialog.getByRole('status')).toContainText(`Added${after}Removed${before}`);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Open set 1' }).click();
    await expect(dialog.locator('pre')).toContainText(before);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('what was seen is no news any more', async () => {
    await news.getByRole('button', { name: 'I have seen this' }).click();
    await expect(news).toHaveCount(0);
    await expect(page.getByText('1 key that is gone')).toBeVisible();
    await keepPicture(page, 'archive');
  });

  await test.step('DCM calls: its key is stolen', async () => {
    const token = await genuineToken(page);
    await check(page, token);
    await expect(page.getByRole('heading', { name: /^Genuine: signed by DCM/u })).toBeVisible();
    await goTo(page, 'dcm');
    await page.getByRole('button', { name: `DCM says that ${after} is stolen` }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Key ID (kid)')).toHaveValue(after);
    await dialog.getByLabel(/^Who called/u).fill('Iryna, DCM');
    await dialog.getByLabel(/^How you called back/u).fill('on the number of the contract');
    await dialog.getByLabel(/^What DCM said/u).fill('their server was broken into');
    await keepPicture(page, 'distrust');
    await dialog.getByRole('button', { name: 'Refuse its tokens from now on' }).click();
    await expect(page.getByRole('table', { name: 'Keys that DCM called stolen' })).toContainText(after);
    await expect(page.getByText('Distrusted', { exact: true })).toHaveCount(3);
    await keepPicture(page, 'distrusted');
    await check(page, token);
    await expect(page.getByRole('heading', { name: /^Not to be trusted/u })).toBeVisible();
    await keepPicture(page, 'distrusted-token');
    await goTo(page, 'overview');
    await expect(page.getByRole('link', { name: /DCM still publishes a stolen key/u })).toBeVisible();
  });
});
