import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers, keepPicture, type PageHost, sidewaysLoss, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

const LOOKS = [
  { language: 'en', theme: 'light' },
  { language: 'uk', theme: 'dark' },
] as const;

const KEYS = [
  ['active', 'BANK-2026-DESK'],
  ['compromised', 'BANK-2026-PAY'],
  ['unproven', 'HSM-2026-1'],
  ['proven', 'HSM-2026-2'],
  ['unavailable', 'BANK-2026-ODESA'],
] as const;

describe.each(LOOKS)('the page of one key: $language, $theme', (settings) => {
  it.each(KEYS)(
    'has no barrier, says no complaint and loses nothing sideways, not even at 200 %%: %s',
    async (name, kid) => {
      const view = { scenario: 'key-page', address: `#/keys/show/${kid}`, settings, height: 1000 } as const;
      await host.visit(view, async ({ page, complaints }) => {
        await page.locator('svg[role=img]').waitFor();
        if (name === 'unproven') {
          await page.getByRole('button', { name: /Ask for a proof|Попросити доказ/u }).click();
          await page.locator('summary').first().click();
        }
        await keepPicture(page, `key-page-${name}-${settings.language}-${settings.theme}`);
        expect(await findBarriers(page)).toEqual([]);
        expect(await sidewaysLoss(page)).toBe(0);
        await page.setViewportSize({ width: 640, height: 500 });
        expect(await sidewaysLoss(page)).toBe(0);
        expect(complaints).toEqual([]);
      });
    },
    60_000,
  );
});
