import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

async function judge(page: Page, kind: Parameters<typeof sampleToken>[0]): Promise<void> {
  await page.locator('textarea').first().fill(sampleToken(kind));
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('In short').waitFor();
}

const spoken = (page: Page) => page.locator('main p[role=status]').first().textContent();

describe('an answer for another moment', () => {
  it('says so above itself and to those who listen, and is left with one key', async () => {
    const { page, core, complaints } = await host.open({ scenario: 'practice', address: '#/check' });
    await judge(page, 'expired');
    expect(await spoken(page)).toBe('Expired: signed by DCM, but its time ended 2 hours ago.');
    await page.getByText('Judge as of another moment').click();
    await page.getByLabel('Moment (UTC)').fill('some time');
    await page.keyboard.press('Enter');
    await page.getByText('This is no date with time.').waitFor();
    await page.getByLabel('Moment (UTC)').fill('[2026-11-23 20:26:00 +0200]');
    await page.keyboard.press('Enter');
    const banner = page.getByRole('region', { name: 'Not now: this answer is for another moment' });
    await banner.getByText('23 Nov 2026, 18:26:00 UTC').waitFor();
    expect(core.calls.at(-1)).toMatchObject({ channel: 'token.judge', input: { at: '2026-11-23T18:26:00.000Z' } });
    expect(await spoken(page)).toBe(
      'Not now, but as of 23 Nov 2026, 18:26:00 UTC: Genuine: signed by DCM with key 54321, in force on 2026-11-23 18:26:00 UTC.',
    );
    // In a field a letter is a letter.
    await page.keyboard.press('n');
    expect(await banner.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Judge as of then' }).focus();
    await page.keyboard.press('n');
    await banner.waitFor({ state: 'detached' });
    expect(core.calls.at(-1)).toMatchObject({ channel: 'token.judge', input: { at: null } });
    expect(await spoken(page)).toMatch(/^Expired/u);
    expect(complaints).toEqual([]);
  });

  it('is not carried over to the next token', async () => {
    const { page, core } = await host.open({ scenario: 'practice', address: '#/check' });
    await judge(page, 'expired');
    await page.getByText('Judge as of another moment').click();
    await page.getByRole('button', { name: 'When it was made' }).click();
    await page.getByRole('region', { name: /^Not now/u }).waitFor();
    await judge(page, 'genuine');
    expect(core.calls.at(-1)).toMatchObject({ channel: 'token.judge', input: { at: null } });
    expect(await page.getByRole('region', { name: /^Not now/u }).count()).toBe(0);
  });
});

describe('an alarm', () => {
  it('is a word, a sentence and steps, whatever the outcome is called, and is heard as an alarm', async () => {
    const { page } = await host.open({ scenario: 'incident', address: '#/check' });
    await judge(page, 'elsewhere');
    expect(await spoken(page)).toMatch(/^Alarm: our key BANK-2026-1 signed this token, but not here\./u);
    await page.getByText('Alarm', { exact: true }).waitFor();
    expect(await page.getByText('Valid', { exact: true }).count()).toBe(0);
    const steps = page.getByRole('region', { name: 'Do this now' });
    expect(await steps.getByRole('listitem').first().textContent()).toContain('Suspend the key now');
    expect(
      await steps.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['#/dcm/emergency/BANK-2026-1', '#/keys/show/BANK-2026-1']);
    expect(await page.getByText('With our key BANK-2026-1, but not by this installation').count()).toBe(1);
  });
});
