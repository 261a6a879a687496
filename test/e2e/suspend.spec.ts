import type {} from '../../renderer/ipc/use-call.ts';
import { goTo, keepPicture, makeKey, startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';

/** Keys by label, with their state. */
async function states(page: Parameters<typeof goTo>[0]): Promise<Record<string, string>> {
  const keys = await page.evaluate(async () => await window.dcm['key.list']({}));
  if (!keys.ok) throw new Error(keys.error.code);
  return Object.fromEntries(keys.value.map(({ label, state }) => [label ?? '', state]));
}

test('suspending is one shortcut and Enter, the key that signed last first, the reason afterwards', async ({
  page,
}) => {
  await startPractice(page);
  const older = await makeKey(page, 'Older desk');
  await makeKey(page, 'Newer desk');
  const signed = await page.evaluate(
    async (kid) =>
      await window.dcm['token.sign']({
        kid,
        env: 'practice',
        profile: 'bank',
        flow: 'sign-in',
        sub: 'o.koval@bank.example',
        obj: '123456789',
        ttlSeconds: 60,
        withoutExpiry: false,
        extraClaims: {},
        reason: 'ticket 1',
        requester: null,
        ticket: null,
        template: null,
      }),
    older,
  );
  expect(signed.ok).toBe(true);
  await goTo(page, 'audit');
  await page.keyboard.press('Control+Shift+S');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('Older desk');
  await keepPicture(page, 'suspend');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Suspended: Older desk')).toBeVisible();
  expect(await states(page)).toEqual({ 'Older desk': 'suspended', 'Newer desk': 'active' });
  await page.keyboard.type('phone lost, T-4711');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByText('Reason noted')).toBeVisible();

  await page.keyboard.press('Control+Shift+S');
  await page.keyboard.type('older');
  await expect(page.getByText('No key that can sign has this name')).toBeVisible();
  await page.keyboard.press('Enter');
  expect(await states(page)).toEqual({ 'Older desk': 'suspended', 'Newer desk': 'active' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('suspend newer');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Suspended: Newer desk')).toBeVisible();
  expect(await states(page)).toEqual({ 'Older desk': 'suspended', 'Newer desk': 'suspended' });
});

test('while the app is locked a key is suspended by its whole ID, and none is named', async ({ page }) => {
  await startPractice(page);
  const kid = await makeKey(page, 'Branch desk');
  await page.keyboard.press('Control+Shift+L');
  await page.keyboard.press('Control+Shift+S');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.keyboard.type(kid.slice(0, -1));
  await expect(dialog.getByRole('option')).toHaveCount(0);
  await page.keyboard.type(kid.slice(-1));
  await expect(dialog.getByRole('option')).toHaveCount(1);
  expect(await page.locator('body').textContent()).not.toContain('Branch desk');
  await keepPicture(page, 'suspend-locked');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Suspended: ${kid}`)).toBeVisible();
  expect(await states(page)).toEqual({ 'Branch desk': 'suspended' });
});
