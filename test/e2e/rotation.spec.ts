import type { Page } from 'playwright/test';
import type {} from '../../renderer/ipc/use-call.ts';
import { goTo, keepPicture, makeKey, startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';

/** A key that DCM lists and accepts. */
async function makeProvenKey(page: Page, label: string): Promise<string> {
  const kid = await makeKey(page, label);
  const isProven = await page.evaluate(async (made) => {
    const about = { kid: made, env: 'practice' };
    const sent = await window.dcm['registration.send'](about);
    const proven = await window.dcm['registration.prove'](about);
    return sent.ok && proven.ok && proven.value.accepted;
  }, kid);
  expect(isProven).toBe(true);
  return kid;
}

async function stateOf(page: Page, kid: string): Promise<string | undefined> {
  const keys = await page.evaluate(async () => await window.dcm['key.list']({}));
  if (!keys.ok) throw new Error(keys.error.code);
  return keys.value.find((key) => key.kid === kid)?.state;
}

/** Goes to a control by Tab alone, as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const here = await page.evaluate(() => {
      const control = document.activeElement?.closest('a, button');
      return control?.getAttribute('aria-label') ?? control?.textContent.trim() ?? '';
    });
    if (here === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to "${name}"`);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function command(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type(typed);
  await expect(page.getByRole('menuitem').first()).toContainText(new RegExp(typed, 'iu'));
  await page.keyboard.press('Enter');
}

test('a key is rotated without a mouse: successor, DCM, call-back service, switch, and the sum of the wait', async ({
  page,
}) => {
  await startPractice(page);
  const old = await makeProvenKey(page, 'Branch desk');
  await command(page, 'Rotate Branch desk');
  await expect(page.getByRole('heading', { level: 1, name: 'Rotate a key' })).toBeVisible();
  await page.getByLabel('Why? Kept in the audit trail').focus();
  await page.keyboard.type('yearly');
  await page.keyboard.press('Enter');
  await press(page, 'Make the successor');
  await expect(page.getByText('This is everything that will leave this computer.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Beside the old key \(POST\)/u)).toBeVisible();
  await expect(page.getByRole('radio', { name: /PUT/u })).toBeHidden();
  await expect(page.locator('main pre')).toContainText('{"data":{"');
  await press(page, 'Send to DCM');
  await expect(page.getByText('DCM lists the successor')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Switch now' })).toBeDisabled();
  await expect(page.getByText('Still missing:')).toBeVisible();
  await keepPicture(page, 'rotation-before-switch');
  await press(page, 'Look again');
  await expect(page.getByText('DCM accepted a probe of the successor')).toBeVisible();
  await press(page, 'Show the public key (JWK)');
  await expect(page.locator('main pre')).toContainText('"kty"');
  await page.getByLabel('Who confirmed it, and when?').focus();
  await page.keyboard.type('Ihor, 10:05, by phone');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ihor, 10:05, by phone')).toBeVisible();
  expect(await stateOf(page, old)).toBe('active');
  await press(page, 'Switch now');
  await expect(page.getByText('1200 s')).toBeVisible();
  await expect(page.getByText(/left$/u)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retire the old key' })).toBeDisabled();
  expect(await stateOf(page, old)).toBe('suspended');
  await keepPicture(page, 'rotation-wait');
  await goTo(page, 'overview');
  await expect(page.getByRole('link', { name: /A rotation is under way/u })).toBeVisible();
});

test('an emergency is one Enter from the notice of a suspended key, and says safe only when DCM has shown it', async ({
  page,
}) => {
  await startPractice(page);
  const old = await makeProvenKey(page, 'Payments');
  await page.keyboard.press('Control+Shift+S');
  await expect(page.getByRole('option', { selected: true })).toContainText('Payments');
  await page.keyboard.press('Enter');
  await press(page, 'May it be stolen? Replace it at DCM…');
  const safe = page.getByText('Safe: DCM neither lists nor accepts the old key');
  const stopped = page.getByRole('heading', { name: 'Stopped here; DCM still accepts this key' });
  await expect(page.getByLabel(/^What happened/u)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(stopped).toBeVisible();
  await press(page, 'Make the successor');
  await expect(page.getByRole('radio', { name: /PUT/u })).toBeChecked({ timeout: 30_000 });
  await expect(page.locator('main code', { hasText: /^PUT http/u })).toBeVisible();
  await press(page, 'Send to DCM');
  await expect(page.getByText('DCM lists the successor')).toBeVisible();
  await expect(stopped).toBeVisible();
  await expect(safe).toBeHidden();
  await press(page, 'Look again');
  await expect(safe).toBeVisible();
  await keepPicture(page, 'emergency-safe');
  await press(page, 'Switch now');
  await press(page, 'End the emergency');
  await expect(page.getByText('The emergency is over')).toBeVisible();
  expect(await stateOf(page, old)).toBe('retired');
  await goTo(page, 'dcm');
  await expect(page.getByText('DCM lists our keys, and nothing else')).toBeVisible();
});

test('where a PUT keeps the old key, nothing is called safe, and the emergency can’t be ended', async ({ page }) => {
  await startPractice(page);
  await makeProvenKey(page, 'Payments');
  await command(page, 'Emergency: replace Payments');
  await expect(page.getByLabel(/^What happened/u)).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, 'Keep the old key too');
  await expect(page.getByText('It will.')).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await press(page, 'Make the successor');
  await expect(page.getByText('This is everything that will leave this computer.')).toBeVisible({ timeout: 30_000 });
  await press(page, 'Send to DCM');
  await press(page, 'Look again');
  await expect(page.getByText('DCM accepted a probe of the successor')).toBeVisible();
  await press(page, 'Switch now');
  await expect(page.getByRole('button', { name: 'End the emergency' })).toBeDisabled();
  await expect(page.getByRole('heading', { name: 'Stopped here; DCM still accepts this key' })).toBeVisible();
  await expect(page.getByText('No probe of the old key has been refused yet')).toBeVisible();
  await keepPicture(page, 'emergency-kept');
});
