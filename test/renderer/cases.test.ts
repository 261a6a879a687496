import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { keepPicture, type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

describe('a case in the window', () => {
  it('begins with the token in hand, keeps its digest alone unless the officer says otherwise, and is led to', async () => {
    const { page, core, complaints } = await host.open({ scenario: 'practice', address: '#/check' });
    await page.locator('textarea').first().fill(sampleToken('tampered'));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Add to a case' }).click();
    await page.getByLabel('What is it about?').fill('Strange sign-ins');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('link', { name: 'Go to case 2026-001' }).click();
    expect(core.calls.find(({ channel }) => channel === 'case.addToken')?.input).toMatchObject({ token: null });
    await page.getByRole('heading', { name: 'Strange sign-ins', level: 1 }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain(sampleToken('tampered').slice(0, 30));
    await page.getByRole('button', { name: 'Close the case' }).click();
    await page.getByLabel('Reason').fill('a drill');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    expect(await page.getByLabel('Note', { exact: true }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('is on paper without a name, a token or the frame, and fits the sheet; names are there only where ticked', async () => {
    const { page, core } = await host.open({ scenario: 'incident', address: '#/cases/2026-001/report' });
    const [sub, obj] = ['o.koval@bank.example', '123456789'];
    const paper = async () => (await page.getByRole('article').textContent()) ?? '';
    const holds = (text: string) => [sub, obj, sampleToken('genuine').slice(0, 30)].map((one) => text.includes(one));
    await page.getByRole('button', { name: 'Make the report' }).click();
    await page.getByRole('article').waitFor();
    expect(holds(await paper())).toEqual([false, false, false]);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    // 182 by 269 mm: A4 without its margins.
    await page.setViewportSize({ width: 688, height: 1016 });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('button').count()).toBe(0);
    const loss = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(loss).toBe(0);
    await keepPicture(page, 'case-report-paper');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'Back to the case' }).click();
    await page.getByRole('link', { name: 'Redacted report' }).click();
    await page.getByRole('checkbox', { name: /sub/u }).check();
    await page.getByRole('button', { name: 'Make the report' }).click();
    await page.getByRole('article').waitFor();
    expect(holds(await paper())).toEqual([true, false, false]);
    expect(core.calls.at(-1)?.input).toMatchObject({ showsSub: true, showsObj: false });
  });
});
