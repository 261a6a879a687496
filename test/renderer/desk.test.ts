import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { type PageHost, settle, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

/** Presses Tab until something of this name has the focus, and sees to it that the focus can be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return { name: '', outline: '' };
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
      const label = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '';
      const marked = element.closest('label:has(:focus-visible)') ?? element;
      return { name: label, outline: getComputedStyle(marked).outlineStyle };
    });
    if (name.test(focused.name)) {
      expect(focused.outline, `focus on ${focused.name} is visible`).not.toBe('none');
      return;
    }
  }
  throw new Error(`Tab never reaches ${String(name)}`);
}

async function choose(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function write(page: Page, name: RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

describe('without a mouse', () => {
  it('leads from an empty home to a signed and a checked token', async () => {
    const { page, core, complaints } = await host.open({ scenario: 'empty' });
    await choose(page, /^Start practice/u);
    await page.getByText('Make a key').waitFor();
    await choose(page, /Make a key/u);
    await page.getByRole('heading', { name: 'New key' }).waitFor();
    await write(page, /^Label/u, 'Branch desk');
    await choose(page, /^Make the key/u);
    await page.getByText('This is everything that will leave').waitFor();
    expect(core.calls.map(({ channel }) => channel)).not.toContain('registration.send');
    await choose(page, /^Send to DCM/u);
    await page.getByText('DCM has answered').waitFor();
    await choose(page, /^Prove that it works/u);
    await page.getByText('DCM accepts tokens signed with this key').waitFor();
    await choose(page, /^Sign a token with it/u);
    await page.getByText('You are about to sign').waitFor();
    await write(page, /\(sub\)/u, 'o.koval@bank.example');
    await write(page, /\(obj\)/u, '123456789');
    await write(page, /^Reason/u, 'T-4711');
    await page.getByText('“o.koval@bank.example” acts for “123456789”').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Signed' }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain(sampleToken('genuine'));
    await page.keyboard.press('Control+3');
    await page.getByRole('heading', { name: 'Check', exact: true }).waitFor();
    await page.keyboard.type(sampleToken('tampered'));
    await choose(page, /^Check$/u);
    await page.getByRole('heading', { name: 'Forged: the signature does not fit DCM’s key 54321.' }).waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  it('finds every room by the palette, and comes back to where it was', async () => {
    const { page } = await host.open({ scenario: 'practice', address: '#/keys' });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('audit');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('skips to the page', async () => {
    const { page } = await host.open({ scenario: 'practice', address: '#/keys' });
    const skip = page.getByRole('link', { name: 'Skip to the page' });
    for (let press = 0; press < 20; press += 1) {
      await page.keyboard.press('Shift+Tab');
      if (await skip.evaluate((element) => element === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

describe('the answer', () => {
  it.each([
    ['genuine', 'Valid', 'Genuine: signed by DCM with key 54321, and in force.'],
    ['expired', 'Not valid', 'Expired: signed by DCM, but its time ended 2 hours ago.'],
    ['tampered', 'Not valid', 'Forged: the signature does not fit DCM’s key 54321.'],
    ['unknown-kid', 'Undecided', 'Can’t tell: key 99999 is in no set we hold, newest of 23 November.'],
  ] as const)('is announced as one word and one sentence: %s', async (kind, word, headline) => {
    const { page } = await host.open({ scenario: 'practice', address: '#/check' });
    await page.keyboard.type(sampleToken(kind));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    const answer = page.getByRole('heading', { name: headline });
    await answer.waitFor();
    expect(await page.getByRole('status').allTextContents()).toEqual([headline]);
    await answer.locator('..').getByText(word, { exact: true }).waitFor();
    const box = await answer.boundingBox();
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(800);
  });

  it('names no issuer before the signature has passed', async () => {
    const { page } = await host.open({ scenario: 'practice', address: '#/check' });
    await page.keyboard.type(sampleToken('tampered'));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByText('In short').waitFor();
    expect(await page.getByText(/with key 54321/u).count()).toBe(0);
  });

  it('comes without environment, unlock or network', async () => {
    for (const scenario of ['empty', 'locked'] as const) {
      const { page } = await host.open({ scenario, address: '#/check' });
      await page.getByLabel('Token', { exact: true }).fill('rubbish');
      await page.getByLabel('Keys to judge with').selectOption('own');
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page.getByRole('heading', { name: 'Not a token: it has one part instead of three.' }).waitFor();
    }
  });

  it('follows the language', async () => {
    const { page } = await host.open({ scenario: 'practice', address: '#/check' });
    await page.keyboard.type(sampleToken('tampered'));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('heading', { name: 'Forged:' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('українську');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Підроблений: підпис не відповідає ключу DCM 54321.' }).waitFor();
  });
});

describe('the frame', () => {
  it('takes keys and results off the screen when it locks', async () => {
    const { page } = await host.open({ scenario: 'practice', address: '#/check' });
    await page.keyboard.type(sampleToken('genuine'));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('heading', { name: 'Genuine: signed' }).waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Genuine: signed' }).count()).toBe(0);
    expect(await page.getByLabel('Token', { exact: true }).inputValue()).toBe('');
    await page.keyboard.press('Control+5');
    await page.getByRole('heading', { name: 'Locked', level: 1 }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain('Branch desk');
  });

  it('says the wrong passphrase with its code, and opens with the right one', async () => {
    const { page } = await host.open({ scenario: 'locked', address: '#/keys' });
    await page.locator('main').getByRole('button', { name: 'Unlock' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Passphrase').fill('wrong passphrase');
    await page.keyboard.press('Enter');
    await dialog.getByText('Code PASSPHRASE_WRONG').waitFor();
    expect(await dialog.getByLabel('Passphrase').inputValue()).toBe('');
    await dialog.getByLabel('Passphrase').fill('right passphrase');
    await page.keyboard.press('Enter');
    await page.getByText('Payments 1').waitFor();
  });

  it('names the environment on every screen and marks production', async () => {
    for (const room of ['overview', 'sign', 'check', 'keys', 'dcm', 'audit', 'settings']) {
      const { page } = await host.open({ scenario: 'incident', address: `#/${room}` });
      await page.getByRole('banner').locator('strong', { hasText: 'Production' }).waitFor();
      await page.getByRole('banner').getByText('Offline').waitFor();
    }
  });

  it('changes language and theme without a reload', async () => {
    const { page } = await host.open({ scenario: 'practice', address: '#/settings' });
    await page.evaluate(() => Object.assign(window, { isSameWindow: true }));
    await page.getByText('Українська').click();
    await page.getByRole('heading', { name: 'Налаштування' }).waitFor();
    await page.getByText('Темна', { exact: true }).click();
    await settle(page);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    expect(await page.evaluate(() => 'isSameWindow' in window)).toBe(true);
  });
});

describe('acts', () => {
  it('removes an environment only after its name is typed, and never by Enter alone', async () => {
    const { page, core } = await host.open({ scenario: 'practice', address: '#/dcm' });
    await page.getByRole('button', { name: 'Remove practice' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    expect(core.calls.map(({ channel }) => channel)).not.toContain('environment.remove');
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Remove practice' }).click();
    expect(await dialog.getByRole('button', { name: 'Remove', exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel('Type practice to confirm').fill('practice');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No environment yet').first().waitFor();
  });

  it('cancels the making of a key', async () => {
    const { page, core } = await host.open({ scenario: 'practice', address: '#/keys/new' });
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Code CANCELLED').waitFor();
    expect(core.calls.map(({ channel }) => channel)).toContain('job.cancel');
  });

  it('asks where private keys are kept before the first key of a real home, and proposes nothing', async () => {
    const { page, core } = await host.open({ scenario: 'empty', address: '#/dcm' });
    await page.getByRole('button', { name: 'Add an environment' }).click();
    await page.getByLabel('Name').fill('stage-1');
    await page.getByLabel('Base address').fill('https://api.bank.example');
    await page.getByLabel('Counterparty GUID').fill('2f1d8a70-58a7-4e35-8a3e-8b64f2c0a911');
    await page.getByRole('button', { name: 'Check it' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Added. The address in use is https://api.bank.example').waitFor();
    await page.evaluate(() => (window.location.hash = '#/keys/new'));
    await page.getByRole('button', { name: 'Make the key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await dialog.getByRole('button', { name: 'Keep keys here' }).isDisabled()).toBe(true);
    await dialog.getByText('Sealed vault').click();
    await dialog.getByLabel('Passphrase, at least').fill('four unrelated words');
    await dialog.getByLabel('Passphrase again').fill('four unrelated word');
    expect(await dialog.getByText('The two are not the same.').count()).toBe(1);
    await dialog.getByLabel('Passphrase again').fill('four unrelated words');
    await dialog.getByRole('button', { name: 'Keep keys here' }).click();
    await page.getByText('This is everything that will leave').waitFor();
    expect(core.calls.map(({ channel }) => channel)).toContain('home.chooseKeychain');
  });
});

describe('the first load', () => {
  it('stays under 250 KB of gzip', async () => {
    const { requested } = await host.open({ scenario: 'practice' });
    const bytes = requested
      .map((path) => gzipSync(readFileSync(join(host.outFolder, 'renderer', path))).length)
      .reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250_000);
  });
});
