import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

async function openSuspend(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+S');
  await page.getByRole('dialog').waitFor();
  await page.getByRole('dialog').getByRole('option').first().waitFor();
}

const marked = (page: Page) => page.getByRole('dialog').getByRole('option', { selected: true }).textContent();

describe('the suspend palette', () => {
  it('marks one key, moves round by the arrows, and finds by label, ID or environment', async () => {
    const { page } = await host.open({ scenario: 'twenty-keys', address: '#/audit' });
    await openSuspend(page);
    const first = await marked(page);
    await page.keyboard.press('ArrowDown');
    expect(await marked(page)).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await marked(page)).toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await marked(page)).toBe(await page.getByRole('dialog').getByRole('option').last().textContent());
    await page.keyboard.type('no key is called so');
    await page.getByText('No key that can sign has this name').waitFor();
  });

  it('takes a key that is held down for one press', async () => {
    const { page, core } = await host.open({ scenario: 'practice', address: '#/overview' });
    await openSuspend(page);
    await page.getByRole('combobox').dispatchEvent('keydown', { key: 'Enter', repeat: true, bubbles: true });
    expect(core.calls.map(({ channel }) => channel)).not.toContain('key.move');
    await page.keyboard.press('Enter');
    await page.getByText('Suspended: Branch desk').waitFor();
    const moves = core.calls.filter(({ channel }) => channel === 'key.move');
    expect(moves).toMatchObject([{ input: { to: 'suspended' } }]);
  });

  it('is reached under the Ukrainian layout, and from within a field', async () => {
    const { page } = await host.open({ scenario: 'practice', address: '#/check' });
    await page.getByLabel('Token', { exact: true }).focus();
    await page.keyboard.press('Control+Shift+KeyS');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    const press = { key: 'І', code: 'KeyS', ctrlKey: true, shiftKey: true, bubbles: true };
    await page.locator('body').dispatchEvent('keydown', press);
    await page.getByRole('dialog').getByRole('option').first().waitFor();
  });

  it('says what failed, and that the key was not suspended stays in sight', async () => {
    const { page } = await host.open({ scenario: 'errors', address: '#/check' });
    await page.keyboard.press('Control+Shift+S');
    await page.getByRole('dialog').getByText('Code DCM_UNREACHABLE').waitFor();
  });
});

describe('another keychain', () => {
  it('is said where keys are used, not where tokens are judged, and is accepted with a reason only', async () => {
    const { page, core } = await host.open({ scenario: 'keychain-changed', address: '#/check' });
    expect(await page.getByText('Another keychain answers than before').count()).toBe(0);
    await page.evaluate(() => (window.location.hash = '#/sign'));
    await page.getByText('Another keychain answers than before').waitFor();
    await page.getByText('machine c41c').waitFor();
    await page.getByRole('button', { name: 'It is meant…' }).click();
    const accept = page.getByRole('dialog').getByRole('button', { name: 'Go on with it' });
    expect(await accept.isDisabled()).toBe(true);
    await page.getByLabel(/^Why is it meant/u).fill('desk was set up anew, T-12');
    await accept.click();
    await page.getByText('Another keychain answers than before').waitFor({ state: 'detached' });
    const accepted = core.calls.find(({ channel }) => channel === 'home.acceptKeychain');
    expect(accepted?.input).toEqual({ reason: 'desk was set up anew, T-12' });
  });
});
