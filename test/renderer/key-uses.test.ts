import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

const textsOf = async (page: Page, selector: string) => {
  const found = page.locator(selector);
  await found.first().waitFor();
  return await found.allTextContents();
};

describe('the uses of a key', () => {
  it('stand by flow, and below the flows what has none: tokens without a flow, and probes', async () => {
    const { page } = await host.open({ scenario: 'key-page', address: '#/keys/show/BANK-2026-DESK' });
    const rows = await textsOf(page, 'table[aria-label="Uses"] tbody tr');
    // Each cell has the name of its column before it, for narrow windows.
    const told = rows.map((row) => /^Flow(.*?)(?: · .*)?Signatures(.*)$/u.exec(row)?.slice(1));
    expect(told).toEqual([
      ['sign-in', '47,930'],
      ['sign-up', '279'],
      ['probe', '1'],
      ['Without a flow', '3'],
      ['Probes of possession', '2'],
    ]);
  }, 30_000);
});

describe('the passport of a stolen key', () => {
  it('tells both dates under names of their own: since when it is suspected, and when it was marked', async () => {
    const { page, complaints } = await host.open({ scenario: 'key-page', address: '#/keys/passport/BANK-2026-PAY' });
    await page.getByRole('button', { name: 'Make the passport' }).click();
    const facts = await textsOf(page, 'article section:first-child dl > div');
    const told = facts.filter((fact) => /Suspected since|Marked on/u.test(fact));
    expect(told).toEqual([
      expect.stringMatching(/^Suspected since.*2026/u),
      expect.stringMatching(/^Marked on.*2026/u),
    ]);
    expect(complaints).toEqual([]);
  }, 30_000);
});
