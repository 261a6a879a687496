import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageHost, startPageHost } from './page-host.ts';
import { fillSignForm } from './stops-signing.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

describe('the signing desk', { timeout: 60_000 }, () => {
  it('fills in what a template fixes, says what it wants, and asks for a signature by it', async () => {
    const { page, core, complaints } = await host.open({ scenario: 'practice', address: '#/sign' });
    await page.getByLabel('Template').selectOption('refund');
    await page.getByText('sub has to fit *@bank.example.').waitFor();
    expect(await page.getByLabel('Life in seconds').inputValue()).toBe('120');
    await fillSignForm(page);
    await page.getByText('“o.koval@bank.example” acts for “123456789”').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Signed' }).waitFor();
    expect(core.calls.filter(({ channel }) => channel === 'token.sign').map(({ input }) => input)).toMatchObject([
      { template: 'refund', ttlSeconds: 120, requester: 'I. Melnyk', ticket: null, reason: 'Refund of order 4711' },
    ]);
    expect(complaints).toEqual([]);
  });

  it('signs nothing while the clock is in doubt, and takes the officer’s word with its source', async () => {
    const { page, core } = await host.open({ scenario: 'sign-production', address: '#/sign' });
    const title = page.getByText('This computer’s clock is in doubt: nothing is signed');
    await title.waitFor();
    await page.getByRole('button', { name: /^The clock is right/u }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Compared with').fill('radio clock');
    await dialog.getByLabel('Reason').fill('T-1');
    await page.keyboard.press('Enter');
    await title.waitFor({ state: 'detached' });
    expect(core.calls.filter(({ channel }) => channel === 'clock.confirm').map(({ input }) => input)).toEqual([
      { source: 'radio clock', reason: 'T-1' },
    ]);
    await fillSignForm(page);
    await page.getByText('Nothing may be signed for production yet').waitFor();
    expect(await page.getByRole('button', { name: 'Sign for production' }).isDisabled()).toBe(true);
  });
});
