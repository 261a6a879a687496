import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright/test';
import type * as Preview from '../../electron/preview.ts';
import { codesFor } from '../../renderer/features/dcm/qr-parts.ts';
import type {} from '../../renderer/ipc/use-call.ts';
import { makeKey } from '../domain/tokens.ts';
import { filmOf } from '../fakes/qr-film.ts';
import { startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';

const outFolder = resolve(import.meta.dirname, '..', '..', 'out');

/** More than one code holds. */
const KIDS = ['film-0', 'film-1', 'film-2', 'film-3', 'film-4', 'film-5'];

/** What the page is told when it asks for a camera or a microphone by itself. */
async function ask(page: Page, wanted: { readonly video?: boolean; readonly audio?: boolean }): Promise<string> {
  return await page.evaluate(async (constraints) => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      for (const track of stream.getTracks()) track.stop();
      return 'given';
    } catch (error) {
      return error instanceof Error ? error.name : 'unknown';
    }
  }, wanted);
}

test('keys of DCM come through a camera, which is lent between two presses and to nothing else', async ({
  homePath,
}) => {
  const jwks = JSON.stringify({
    keys: KIDS.map((kid, at) => makeKey(at === 0 ? 'ES256' : 'RS256', kid).jwk),
  });
  const codes = (await codesFor(jwks)) ?? [];
  expect(codes.length).toBeGreaterThan(1);
  const film = join(homePath, 'codes.y4m');
  writeFileSync(film, filmOf(codes, { framesEach: 4, framesPerSecond: 5 }));
  const { openPreview } = (await import(join(outFolder, 'preview.mjs'))) as typeof Preview;
  const { page, close } = await openPreview({
    outFolder,
    homePath: join(homePath, 'home'),
    isHeadless: true,
    keychain: 'memory',
    chromiumSwitches: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  });
  try {
    await startPractice(page);
    await page.evaluate(() => (window.location.hash = '#/dcm'));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    expect(await ask(page, { video: true })).toBe('NotAllowedError');

    await page.getByRole('button', { name: 'Camera', exact: true }).click();
    await expect(page.getByText(/^Read: \d of \d parts$/u)).toBeVisible();
    expect([await ask(page, { audio: true }), await ask(page, { audio: true, video: true })]).toEqual([
      'NotAllowedError',
      'NotAllowedError',
    ]);
    await page.screenshot({ path: 'artefacts/window/camera.png' });

    const field = page.getByRole('dialog').getByLabel('Key set (JWKS) or signed bundle');
    await expect(field).toHaveValue(jwks, { timeout: 20_000 });
    await expect(page.getByLabel('What the camera sees')).toHaveCount(0);
    expect(await ask(page, { video: true })).toBe('NotAllowedError');
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    const sets = await page.evaluate(async () => await window.dcm['snapshot.list']({}));
    expect(sets.ok && sets.value.find(({ trust }) => trust === 'file')).toMatchObject({
      kids: KIDS,
      source: 'QR code, by camera',
    });
  } finally {
    await close();
  }
});
