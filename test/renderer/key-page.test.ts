import { createHash } from 'node:crypto';
import type { Page } from 'playwright';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintWords } from '../../shared/text/fingerprint-words.ts';
import type { FakeCore } from '../fakes/fake-core/fake-core.ts';
import { type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

const DESK = 'BANK-2026-DESK';
const thumbprintOf = (kid: string) => createHash('sha256').update(kid).digest('base64url');
const openKey = (kid: string, settings = { language: 'en', theme: 'light' } as const) =>
  host.open({ scenario: 'key-page', address: `#/keys/show/${kid}`, settings });
const inputsOf = (core: FakeCore, channel: string) =>
  core.calls.filter((call) => call.channel === channel).map(({ input }) => input);

/** What a camera would read of the code as it is painted; the middle of it can be hidden first. */
async function readCode(page: Page, isSpoilt = false): Promise<string> {
  const code = page.locator('svg[role=img]');
  await code.waitFor();
  if (isSpoilt)
    await code.evaluate((svg) => (svg as SVGElement).querySelector('path')?.setAttribute('d', 'M9 9h30v30z'));
  const picture = (await code.screenshot()).toString('base64');
  const { width, height, data } = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: image.width, height: image.height });
    const brush = canvas.getContext('2d');
    if (brush === null) throw new Error('no canvas');
    brush.drawImage(image, 0, 0);
    return {
      width: image.width,
      height: image.height,
      data: [...brush.getImageData(0, 0, image.width, image.height).data],
    };
  }, picture);
  return decodeQR({ width, height, data: Uint8Array.from(data) });
}

describe('the fingerprint', () => {
  it('stands as numbered words of the window’s language, as hex, and as the protocol writes it', async () => {
    for (const language of ['en', 'uk'] as const) {
      const { page } = await host.open({
        scenario: 'key-page',
        address: `#/keys/show/${DESK}`,
        settings: { language, theme: 'light' },
      });
      const words = page.locator('main ol').first().getByRole('listitem');
      await words.first().waitFor();
      const expected = fingerprintWords(thumbprintOf(DESK), language).flat();
      expect(await words.allTextContents()).toEqual(expected.map((word, index) => `${String(index + 1)}${word}`));
      const main = (await page.locator('main').textContent()) ?? '';
      expect(main.replaceAll(' ', '')).toContain(Buffer.from(thumbprintOf(DESK), 'base64url').toString('hex'));
      expect(main).toContain(thumbprintOf(DESK));
    }
  }, 60_000);

  it('is what a camera reads, in the light and in the dark', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page } = await host.open({
        scenario: 'key-page',
        address: `#/keys/show/${DESK}`,
        settings: { language: 'en', theme },
      });
      expect(await readCode(page)).toBe(thumbprintOf(DESK));
      await expect(readCode(page, true)).rejects.toThrow();
    }
  }, 60_000);

  it('becomes the code of the whole public key by a choice that is recorded', async () => {
    const { page, core } = await openKey(DESK);
    await page.getByRole('img', { name: `QR code of the thumbprint of key ${DESK}` }).waitFor();
    expect(inputsOf(core, 'key.export')).toEqual([]);
    await page.getByText('Public key (JWK)').click();
    await page.getByRole('img', { name: `QR code of the public key ${DESK}` }).waitFor();
    expect(JSON.parse(await readCode(page))).toEqual({ kid: DESK, format: 'jwk' });
    expect(inputsOf(core, 'key.export')).toEqual([{ kid: DESK, format: 'jwk' }]);
  }, 60_000);
});

describe('custody', () => {
  it('edits a fact where it stands, keeps the others, and gives the focus back', async () => {
    const { page, core } = await openKey(DESK);
    await page.getByRole('button', { name: 'Edit: Tags' }).click();
    await page.getByLabel('Tags', { exact: true }).fill('branch, branch ,  spare');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Undo the last edit' }).waitFor();
    const [{ description }] = inputsOf(core, 'key.describe') as [{ description: Record<string, unknown> }];
    expect(description).toMatchObject({ tags: ['branch', 'spare'], owner: 'Olena Koval, security office' });
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(focused).toBe('Edit: Tags');
  }, 60_000);

  it('leaves everything as it was on Escape, and refuses what is too long', async () => {
    const { page, core } = await openKey(DESK);
    await page.getByRole('button', { name: 'Edit: Owner' }).click();
    await page.getByLabel('Owner', { exact: true }).fill('x'.repeat(201));
    await page.getByText('201 characters; at most 200 are kept.').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByText('Olena Koval, security office').waitFor();
    expect(inputsOf(core, 'key.describe')).toEqual([]);
  }, 60_000);

  it('takes an edit back by Ctrl+Z, but never while a field has the focus', async () => {
    const { page, core } = await openKey(DESK);
    await page.getByRole('button', { name: 'Edit: Label' }).click();
    await page.getByLabel('Label', { exact: true }).fill('Kyiv desk');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kyiv desk', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Edit: Owner' }).click();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Escape');
    expect(inputsOf(core, 'key.undoDescribe')).toEqual([]);
    await page.keyboard.press('Control+z');
    await page.getByRole('heading', { name: 'Branch desk', level: 1 }).waitFor();
    await page.getByText('The last edit is taken back.').waitFor();
    expect(await page.getByRole('button', { name: 'Undo the last edit' }).count()).toBe(0);
    await page.keyboard.press('Control+z');
    expect(inputsOf(core, 'key.undoDescribe')).toEqual([{ kid: DESK }]);
  }, 60_000);

  it('changes flows and expiry date only with a reason, and keeps the hour of a day that stands', async () => {
    const { page, core } = await openKey(DESK);
    await page.getByRole('button', { name: 'Change flows or expiry date' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^sign-up ·/u).click();
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('CHG-7');
    await dialog.getByLabel(/Expiry date/u).fill('2026-11-01');
    await dialog.getByText('Choose a day to come').waitFor();
    await dialog.getByLabel(/Expiry date/u).fill('2026-12-05');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(inputsOf(core, 'key.restrict')).toEqual([
      { kid: DESK, flows: ['sign-in'], expiresAt: '2026-12-05T00:00:00.000Z', reason: 'CHG-7' },
    ]);
  }, 60_000);
});

describe('protection and copies', () => {
  it('says what the system’s keychain is worth, and where it may have put copies', async () => {
    const { page } = await openKey(DESK);
    await page.getByText('Any program that runs as you can read the entry.').waitFor();
    await page.getByText('The Windows profile: with roaming profiles').waitFor();
  }, 60_000);

  it('looks again for a key that the keychain did not give', async () => {
    const { page } = await openKey('BANK-2026-ODESA');
    await page.getByText('It can’t sign now').waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('It is there: the keychain gave it').waitFor();
    expect(await page.getByText('It can’t sign now').count()).toBe(0);
  }, 60_000);

  it('notes a copy, and its end by somebody’s word', async () => {
    const { page, core } = await openKey('BANK-2026-ODESA');
    await page.getByRole('button', { name: 'Note a copy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Where it is').fill(' Safe 4 ');
    await dialog.getByRole('button', { name: 'Note a copy' }).click();
    await page.getByRole('button', { name: 'It is destroyed: Safe 4' }).click();
    await dialog.getByLabel('How do you know?').fill('shredded, two saw it');
    await dialog.getByRole('button', { name: 'It is destroyed' }).click();
    await page.getByText('said to be destroyed').waitFor();
    expect(inputsOf(core, 'key.addCopy')).toEqual([{ kid: 'BANK-2026-ODESA', kind: 'backup', where: 'Safe 4' }]);
    expect(inputsOf(core, 'key.copyGone')).toMatchObject([{ id: 'c1', reason: 'shredded, two saw it' }]);
  }, 60_000);

  it('are named before a private half is deleted', async () => {
    const { page } = await openKey('BANK-2026-PAY');
    await page.getByRole('button', { name: 'Delete the private half' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Deleted from this computer’s keychain; these copies are not:').waitFor();
    await dialog.getByText('The Windows profile: with roaming profiles').waitFor();
  }, 60_000);

  it('are not invented where none is known', async () => {
    const { page } = await host.open({
      scenario: 'practice',
      address: '#/keys/show/54322',
      settings: { language: 'en', theme: 'light' },
    });
    await page.getByText('None is noted. That there is none can’t be proven.').waitFor();
    expect(await page.getByText('Copies may also be here').count()).toBe(0);
  }, 60_000);
});

describe('a key that is held elsewhere', () => {
  it('is asked for a proof by its exact text, and the answer is checked', async () => {
    const { page, core } = await openKey('HSM-2026-1');
    await page.getByText('Possession not proven').waitFor();
    await page.getByRole('button', { name: 'Ask for a proof' }).click();
    const payload = await page.getByLabel('the text to sign', { exact: true }).textContent();
    expect(JSON.parse(payload ?? '')).toMatchObject({ kid: 'HSM-2026-1' });
    await page.getByText('Example command').click();
    expect(await page.getByLabel('the command', { exact: true }).textContent()).toContain(payload);
    await page.getByLabel('Answer').fill(' aaa.bbb.ccc\n');
    await page.getByRole('button', { name: 'Check the answer' }).click();
    await page.getByText('Proven', { exact: true }).waitFor();
    expect(await page.getByText('Possession not proven').count()).toBe(0);
    expect(inputsOf(core, 'key.provePossession')).toEqual([{ kid: 'HSM-2026-1', token: 'aaa.bbb.ccc' }]);
  }, 60_000);

  it('offers nothing that only the holder of the private half can do', async () => {
    const { page } = await openKey('HSM-2026-2');
    await page.getByText('How it is protected is known to its holder.').waitFor();
    for (const name of [/Delete the private half/u, /See whether it is there/u, /Note a copy/u]) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
  }, 60_000);
});

describe('lineage', () => {
  it('leads to the key before, to the key after, and to the making of the next', async () => {
    const { page } = await openKey(DESK);
    expect(await page.getByRole('link', { name: 'Make a successor' }).getAttribute('href')).toBe(`#/keys/new/${DESK}`);
    await page.getByRole('link', { name: 'BANK-2027-DESK' }).waitFor();
    await page.getByRole('link', { name: 'Branch desk 2025' }).click();
    await page.getByRole('heading', { name: 'Branch desk 2025', level: 1 }).waitFor();
  }, 60_000);
});
