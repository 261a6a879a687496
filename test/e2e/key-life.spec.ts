import type { Page } from 'playwright';
import { expect, test } from './fixture.ts';

async function makeKey(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const started = await window.dcm['home.startPractice']({});
    if (!started.ok) throw new Error(started.error.code);
    const made = await window.dcm['key.generate']({
      job: 'make-1',
      alg: 'RS256',
      bits: 2048,
      kid: null,
      label: 'Branch desk',
      env: started.value.name,
      expiresAt: null,
      isDraft: false,
      replaces: null,
      owner: null,
      purpose: null,
      flows: null,
    });
    if (!made.ok) throw new Error(made.error.code);
    return made.value.kid;
  });
}

test('a key is suspended with one press, put back with a reason, and deleted when it is stolen', async ({ page }) => {
  await makeKey(page);
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  await page.getByRole('link', { name: /Branch desk/u }).click();

  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  await expect(page.getByText('Active → Suspended')).toBeVisible();
  await page.screenshot({ path: 'artefacts/window/key-suspended.png', fullPage: true });

  await page.getByRole('button', { name: 'Put back into use' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Put back into use' });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel('Reason').fill('phone found again');
  await confirm.click();
  await expect(page.getByText('phone found again')).toBeVisible();

  await page.getByRole('button', { name: 'It is stolen' }).click();
  await dialog.getByLabel('Reason').fill('laptop stolen, ticket 9');
  await dialog.getByLabel(/Suspected since/u).fill('2026-11-01T03:00');
  await page.screenshot({ path: 'artefacts/window/key-stolen-dialog.png' });
  await dialog.getByRole('button', { name: 'It is stolen' }).click();
  await expect(page.getByText('This key is stolen')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Put back into use' })).toHaveCount(0);
  await page.screenshot({ path: 'artefacts/window/key-stolen.png', fullPage: true });

  // The private half of a stolen key goes at once, without another question.
  await expect(page.getByText('Deletion scheduled → Deleted')).toBeVisible();
});

test('a key is deleted only when its kid is typed, waits, and is called off', async ({ page }) => {
  const kid = await makeKey(page);
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  await page.getByRole('link', { name: /Branch desk/u }).click();
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  await page.getByRole('button', { name: 'Delete the private half' }).click();
  const dialog = page.getByRole('dialog');
  const remove = dialog.getByRole('button', { name: 'Delete the private half' });
  await dialog.getByLabel('Reason').fill('replaced');
  await expect(remove).toBeDisabled();
  await dialog.getByLabel(/^Type /u).fill(kid);
  await page.screenshot({ path: 'artefacts/window/key-delete-dialog.png' });
  await remove.click();
  await expect(page.getByText('Suspended → Deletion scheduled')).toBeVisible();
  await page.getByRole('button', { name: 'Call the deletion off' }).click();
  await expect(page.getByText('Deletion scheduled → Suspended')).toBeVisible();
});
