import type { Page } from 'playwright/test';
import type {} from '../../renderer/ipc/use-call.ts';
import { expect } from './fixture.ts';

/** Goes to a place in the window by its address. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => (window.location.hash = hash), `#/${place}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Starts the practice DCM. */
export async function startPractice(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Start practice/u }).click();
  await expect(page.getByRole('link', { name: /Make a key/u })).toBeVisible();
}

/** Keeps a picture of the whole page, to be looked at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `artefacts/window/${name}.png`, animations: 'disabled', fullPage: true });
}

/** Makes a key of the practice environment through the core, and gives its kid. */
export async function makeKey(page: Page, label: string): Promise<string> {
  return await page.evaluate(async (name) => {
    const made = await window.dcm['key.generate']({
      job: crypto.randomUUID(),
      alg: 'RS256',
      bits: 2048,
      kid: null,
      label: name,
      env: 'practice',
      expiresAt: null,
      isDraft: false,
      replaces: null,
      owner: null,
      purpose: null,
      flows: null,
    });
    if (!made.ok) throw new Error(made.error.code);
    return made.value.kid;
  }, label);
}
