import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesFor } from '../../renderer/features/dcm/qr-parts.ts';
import { dense } from '../fakes/fake-core/bundle-handlers.ts';
import { pictureOf, pngOf } from '../fakes/qr-picture.ts';
import { type PageHost, startPageHost } from './page-host.ts';
import { pressDialog, pressMain } from './stop.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 60_000);
afterAll(() => host.stop());

/** Gives pictures to the dialog, as a person chooses them. */
async function choose(page: Page, ...pictures: readonly (string | Buffer)[]): Promise<void> {
  const files = pictures.map((one, index) => ({
    name: `photo-${String(index + 1)}.png`,
    mimeType: 'image/png',
    buffer: typeof one === 'string' ? pngOf(pictureOf(one)) : one,
  }));
  await page.locator('[role=dialog] input[type=file][multiple]').setInputFiles(files);
}

async function openImport(): Promise<{ page: Page; complaints: readonly string[] }> {
  const { page, complaints } = await host.open({ scenario: 'archive', address: '#/dcm' });
  await pressMain(page, /^Import$/u);
  return { page, complaints };
}

describe('keys of DCM by QR code', { timeout: 60_000 }, () => {
  it('come from pictures of the codes that another window shows', async () => {
    const { page, complaints } = await host.open({ scenario: 'archive', address: '#/dcm' });
    await pressMain(page, /Open set 4/u);
    await pressDialog(page, /Save as signed/u);
    await pressDialog(page, /Sign it/u);
    await pressDialog(page, /Show as QR/u);
    const code = page.locator('[role=dialog] svg[role=img]');
    const shots: Buffer[] = [];
    for (const part of [1, 2, 3, 4, 5]) {
      await page
        .getByRole('button', { name: `Show part ${String(part)}`, exact: true })
        .last()
        .click();
      await page.getByLabel(`QR code, part ${String(part)} of 5`).waitFor();
      shots.push(await code.screenshot());
    }
    await pressDialog(page, /Back/u);
    await page.getByRole('button', { name: /Show as QR/u }).waitFor();
    // The button that had the focus is gone: a key reaches the dialog once that has taken the focus back.
    await page.locator('[role=dialog]:focus, [role=dialog] :focus').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog]').waitFor({ state: 'detached' });
    await pressMain(page, /^Import$/u);
    await choose(page, ...shots.toReversed());
    await page.getByText('Intact, but its signer is unknown here').waitFor();
    await pressDialog(page, /Import as brought by hand/u);
    await page.getByText('It counts as brought by hand.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('stand beside a request of a large key, which is one code: read from the screen, it is the same request', async () => {
    const { page, complaints } = await host.open({ scenario: 'rotation', address: '#/dcm' });
    await pressMain(page, /Ask another computer/u);
    await pressDialog(page, /^Sign/u);
    await pressDialog(page, /Show as QR/u);
    await page.getByLabel('QR code', { exact: true }).waitFor();
    const shot = await page.locator('[role=dialog] svg[role=img]').screenshot();
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog]').waitFor({ state: 'detached' });
    await pressMain(page, /^Import$/u);
    await choose(page, shot);
    await page.getByText('A request to register a key').waitFor();
    expect(complaints).toEqual([]);
  });

  it('say which part is missing, and a part of another document changes nothing', async () => {
    const { page } = await openImport();
    const [codes, others] = [
      await codesFor(`{"format":"dcm-bundle","filling":"${dense(1950)}"}`),
      await codesFor(dense(1950)),
    ];
    await choose(page, ...(codes?.filter((_code, at) => at !== 1 && at !== 2) ?? []));
    await page.getByText('Read: 3 of 5 parts').waitFor();
    await page.getByText('Still missing: 2, 3').waitFor();
    await choose(page, others?.[0] ?? '');
    await page.getByText('Code QR_OTHER_PART').waitFor();
    await page.getByText('Still missing: 2, 3').waitFor();
    await choose(page, codes?.[1] ?? '', codes?.[2] ?? '');
    await page.getByText('Intact, but its signer is unknown here').waitFor();
  });

  it('are told from what is none: each has its code and what to do, and a secret never comes on the screen', async () => {
    const { page } = await openImport();
    const field = page.locator('[role=dialog] textarea');
    await choose(page, Buffer.from(pngOf({ width: 200, height: 200, grey: Buffer.alloc(40_000, 0x80) })));
    await page.getByText('Code QR_NOT_FOUND').waitFor();
    await choose(page, Buffer.from('\u0089PNG, it says'));
    await page.getByText('Code PICTURE_REFUSED').waitFor();
    await choose(page, 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln');
    await page.getByText('This is a token, and no set of keys.').waitFor();
    const secret = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIKe0\n-----END PRIVATE KEY-----';
    await choose(page, secret);
    await page.getByText('Code PRIVATE_KEY_GIVEN').waitFor();
    expect(await field.inputValue()).toBe('');
    expect(await page.content()).not.toContain('MC4CAQAwBQ');
    await choose(page, '{"format":"dcm-bundle","changed":1}');
    await page.getByText('Code BUNDLE_REFUSED').waitFor();
    await pressDialog(page, /something else/u);
    await pressDialog(page, /^Camera$/u);
    await page.getByText('Code CAMERA_REFUSED').waitFor();
    await pressDialog(page, /^Back$/u);
    await choose(page, '{"keys":[]}');
    await page.locator('[role=dialog] code', { hasText: 'photo-1.png' }).waitFor();
    expect(await field.inputValue()).toBe('{"keys":[]}');
    expect(await page.getByText('Code PRIVATE_KEY_GIVEN').count()).toBe(0);
  });
});
