import { expect, test } from './fixture.ts';

test('a key is described and the words taken back, limited with a reason, and its copies are known', async ({
  page,
}) => {
  const kid = await page.evaluate(async () => {
    const started = await window.dcm['home.startPractice']({});
    if (!started.ok) throw new Error(started.error.code);
    const made = await window.dcm['key.generate']({
      job: 'make-1',
      alg: 'RS256',
      bits: 2048,
      kid: 'BANK-2026-DESK',
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
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  await page.getByRole('link', { name: /Branch desk/u }).click();
  await expect(page.getByText('Memory, for practice only').first()).toBeVisible();

  await page.getByRole('button', { name: 'Edit: Owner' }).click();
  await page.getByLabel('Owner', { exact: true }).fill('Olena Koval');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Olena Koval')).toBeVisible();
  await page.getByRole('button', { name: 'Edit: Tags' }).click();
  await page.getByLabel('Tags', { exact: true }).fill('branch, ротація 2026');
  await page.keyboard.press('Enter');
  await expect(page.getByText('ротація 2026')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('ротація 2026')).toHaveCount(0);
  await expect(page.getByText('Olena Koval')).toBeVisible();

  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Change flows or expiry date' }).click();
  await dialog.getByLabel(/^sign-in ·/u).click();
  await dialog.getByLabel(/Expiry date/u).fill('2099-01-01');
  await dialog.getByLabel('Reason').fill('CHG-7');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/days left/u)).toBeVisible();
  await expect(page.getByText('Every flow')).toHaveCount(0);

  await page.getByRole('button', { name: 'See whether it is there' }).click();
  await expect(page.getByText('It is there: the keychain gave it')).toBeVisible();

  await page.getByRole('button', { name: 'Note a copy' }).click();
  await dialog.getByLabel('Where it is').fill('Safe 4, envelope 17');
  await dialog.getByRole('button', { name: 'Note a copy' }).click();
  await expect(page.getByText('Safe 4, envelope 17')).toBeVisible();

  await page.getByText('Public key (JWK)').click();
  await expect(page.getByRole('img', { name: `QR code of the public key ${kid}` })).toBeVisible();
  await page.screenshot({ path: 'artefacts/window/key-page.png', fullPage: true });

  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  await page.getByRole('button', { name: 'Delete the private half' }).click();
  await expect(dialog.getByText('these copies are not:')).toBeVisible();
  await expect(dialog.getByText('Safe 4, envelope 17')).toBeVisible();
});
