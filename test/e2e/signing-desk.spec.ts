import type {} from '../../renderer/ipc/use-call.ts';
import { goTo, keepPicture, makeKey, startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';

test('a token is shown once, copied once, and leaves the clipboard unless somebody copied something else', async ({
  page,
  app,
}) => {
  test.skip(app.host === 'electron', 'the clipboard of this machine belongs to whoever sits at it');
  const allow = async (): Promise<void> => {
    const { origin } = new URL(page.url());
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  };
  const read = async (): Promise<string> => {
    await allow();
    return await page.evaluate(async () => await navigator.clipboard.readText());
  };
  const lock = async (): Promise<void> => {
    await page.evaluate(async () => await window.dcm['app.lock']({}));
    await page.evaluate(async () => await window.dcm['app.unlock']({ passphrase: null }));
  };
  await startPractice(page);
  await makeKey(page, 'Desk');
  await goTo(page, 'sign');
  await page.getByLabel(/\(sub\)/u).fill('o.koval@bank.example');
  await page.getByLabel(/\(obj\)/u).fill('123456789');
  await page.getByLabel(/^Who asked/u).fill('I. Melnyk');
  await page.getByLabel(/^Reason/u).fill('ticket 4711');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Signed' })).toBeVisible();
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(page.locator('main pre')).toContainText(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/u);
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect(page.locator('main pre')).toContainText('••••');
  await expect(page.getByRole('button', { name: 'Reveal' })).toBeDisabled();
  await page.getByRole('button', { name: /Bare token/u }).click();
  await expect(page.getByText(/The token leaves the clipboard in/u)).toBeVisible();
  await keepPicture(page, 'sign-copied');
  expect(await read()).toMatch(/^eyJ/u);
  await page.getByRole('button', { name: /Header line/u }).click();
  await expect.poll(read).toMatch(/^CX-Authorization: eyJ/u);
  await page.evaluate(async () => await window.dcm['app.lock']({}));
  expect(await read()).toBe('');
  await page.evaluate(async () => await window.dcm['app.unlock']({ passphrase: null }));

  await page.evaluate(async () => await window.dcm['clipboard.write']({ text: 'a.b.c', isToken: true }));
  await allow();
  await page.evaluate(async () => await navigator.clipboard.writeText('a letter'));
  await lock();
  expect(await read()).toBe('a letter');
  await goTo(page, 'sign/all/history');
  await expect(page.getByText('I. Melnyk')).toBeVisible();
  await keepPicture(page, 'sign-history');
});
