import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers, type PageHost, sidewaysLoss, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

const MANY = { scenario: 'many-keys', address: '#/keys' } as const;

describe('5,000 keys in the table', () => {
  it('are announced, drawn only near the screen, and reached by scrolling, without a barrier', async () => {
    const { page, complaints } = await host.open(MANY);
    await page.getByRole('heading', { name: '5,000 keys' }).waitFor();
    const rows = page.getByRole('row');
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
    expect(await rows.count()).toBeLessThan(120);
    expect(await findBarriers(page)).toEqual([]);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
    await page.locator('tr[aria-rowindex="2500"]').waitFor();
    expect(await rows.count()).toBeLessThan(160);
    expect(complaints).toEqual([]);
  }, 60_000);

  it('become cards in a narrow window, in any order', async () => {
    const { page } = await host.open({ ...MANY, width: 640 });
    await page.getByRole('heading', { name: '5,000 keys' }).waitFor();
    expect(await sidewaysLoss(page)).toBeLessThanOrEqual(0);
    expect(await page.getByRole('columnheader').count()).toBe(0);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Sort by').selectOption('expires');
    expect(await page.getByRole('row').first().textContent()).toContain('11 Nov 2026');
    await page.getByLabel('Last first').check();
    expect(await page.getByRole('row').first().textContent()).not.toContain('11 Nov 2026');
  }, 60_000);

  it('keep their order, filter and columns on the way to a key and back', async () => {
    const { page } = await host.open(MANY);
    await page.getByRole('columnheader', { name: 'Expires' }).getByRole('button').click();
    expect(await page.getByRole('columnheader', { name: 'Expires' }).getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('searchbox').fill('bank-2026-10');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Owner' }).check();
    await page.getByRole('searchbox').fill('bank-2026-1000');
    await page.getByRole('heading', { name: '1 of 5,000' }).waitFor();
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('link', { name: 'All keys' }).click();
    await page.getByRole('heading', { name: '1 of 5,000' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Owner' }).count()).toBe(1);
    expect(await page.getByRole('columnheader', { name: 'Expires' }).getAttribute('aria-sort')).toBe('ascending');
  }, 60_000);
});

describe('the form for a new key', () => {
  it('says that the owner signs here already, and offers to replace that key', async () => {
    const { page, core } = await host.open({ scenario: 'one-key', address: '#/keys/new' });
    await page.getByLabel('Owner').fill('Olena Koval');
    await page.getByText('This owner has an active key here already').waitFor();
    await page.getByRole('button', { name: 'It takes the place of that key' }).click();
    await page.getByText('This owner has an active key').waitFor({ state: 'detached' });
    await page.getByText('2 years').click();
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('This is everything that will leave').waitFor();
    expect(core.calls.find(({ channel }) => channel === 'key.generate')?.input).toMatchObject({
      owner: 'Olena Koval',
      replaces: 'BANK-2026-0001',
      expiresAt: '2028-11-23T00:00:00.000Z',
      flows: null,
    });
  }, 60_000);
});
