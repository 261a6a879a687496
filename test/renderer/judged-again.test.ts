import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeVerdict, sampleToken } from '../fakes/fake-core/verdicts.ts';
import { type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

describe('a better answer that comes later', () => {
  it('takes the place of the first one on the same token, and of no other', async () => {
    const { page, complaints } = await host.open({ scenario: 'practice', address: '#/check' });
    const token = sampleToken('unknown-kid');
    await page.getByRole('textbox').first().fill(token);
    await page.getByRole('button', { name: /^Check/u }).click();
    const first = fakeVerdict(token, 'en', 'any');
    const headline = page.getByText(first.headline).first();
    await headline.waitFor();
    const better = { ...fakeVerdict(sampleToken('genuine'), 'en', 'any'), tokenSha256: first.tokenSha256 };
    const send = async (verdict: typeof better) =>
      await page.evaluate((detail) => void window.dispatchEvent(new CustomEvent('fake-core', { detail })), {
        type: 'judged-again',
        verdict,
      });
    await send({ ...better, tokenSha256: '00'.repeat(32) });
    expect(await headline.isVisible()).toBe(true);
    await send(better);
    await page.getByText(better.headline).first().waitFor();
    expect(await headline.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});
