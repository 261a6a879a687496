import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { type PageHost, startPageHost } from './page-host.ts';
import { paste } from './stops-paste.ts';

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
    const { page, core } = await host.open({ scenario: 'incident', address: '#/check' });
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
    core.set({ language: 'uk', theme: 'light' });
    await page.getByText('Тривога', { exact: true }).waitFor();
    await expect.poll(() => spoken(page)).toMatch(/^Тривога: цей токен підписано нашим ключем BANK-2026-1/u);
  });
});

describe('the call sheet', () => {
  it('is copied with one key, in the chosen language, and holds nothing of the token', async () => {
    const { page, core, complaints } = await host.open({ scenario: 'practice', address: '#/check' });
    const token = sampleToken('tampered');
    await judge(page, 'tampered');
    const copies = () =>
      core.calls.flatMap(({ channel, input }) =>
        channel === 'clipboard.write' ? [(input as { text: string }).text] : [],
      );
    await page.keyboard.press('c');
    await page.getByText('Copied: eight lines for the phone').waitFor();
    const english = copies().at(-1) ?? '';
    expect(english.split('\n').map((line) => line.slice(0, 2))).toEqual([
      '1 ',
      '2 ',
      '3 ',
      '4 ',
      '5 ',
      '6 ',
      '7 ',
      '8 ',
    ]);
    expect(english).toMatch(/^1 What: NOT VALID: .*SIGNATURE_INVALID, V15\)$/mu);
    await page.getByLabel('In Ukrainian').check();
    await page.getByText('1 Що: НЕДІЙСНИЙ').waitFor();
    await expect.poll(() => copies().at(-1)).toMatch(/^1 Що: НЕДІЙСНИЙ: /u);
    for (const text of copies()) {
      for (const part of token.split('.')) expect(text).not.toContain(part.slice(0, 12));
      expect(text).not.toContain('o.koval@bank.example');
    }
    const before = copies().length;
    await page.locator('textarea').first().focus();
    await page.keyboard.press('c');
    await page.getByText('In short').waitFor({ state: 'detached' });
    expect(copies().length).toBe(before);
    expect(complaints).toEqual([]);
  });

  it('is copied from within the box too, where a pasted token has just been judged', async () => {
    const { page, core, complaints } = await host.open({ scenario: 'practice', address: '#/check' });
    await paste(page, sampleToken('genuine'));
    await page.getByText('In short').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.press('Alt+c');
    await page.getByText('Copied: eight lines for the phone').waitFor();
    expect(core.calls.filter(({ channel }) => channel === 'clipboard.write').length).toBeGreaterThan(0);
    expect(await page.locator('textarea').first().inputValue()).toBe(sampleToken('genuine'));
    expect(complaints).toEqual([]);
  });
});
