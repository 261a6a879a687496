import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { ask, goOnTo, type Room, startRoom, stateOf } from './ceremony-channels.ts';
import { goTo, keepPicture } from './desk.ts';
import { expect, openWindow, test } from './fixture.ts';

/** Gives the shares of these numbers, each behind its cover, as custodians do. */
async function giveShares(page: Page, { shares }: Room, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    await page.getByRole('button', { name: /^The camera is covered/u }).click();
    const share = page.getByLabel('The share, as it stands on the paper');
    await share.fill(shares.get(number)?.toLowerCase() ?? '');
    await page.getByRole('button', { name: 'Give this share' }).click();
    await expect(share).toBeHidden();
  }
}

/** Lays the file before the custodians. */
async function openFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose the backup file…' }).click();
  await expect(page.getByRole('heading', { name: /^Share 1 of 2/u })).toBeVisible();
}

test('a backup is drilled in the window, and its key restored on another computer; a share stands nowhere afterwards', async ({
  app,
  page,
}) => {
  await ask(page, 'app.setOnline', { isOnline: false });
  const room = await startRoom(page, 'split-key', { typed: { threshold: '2', shares: '3' } });
  await goOnTo(room, null);
  const { facts } = await stateOf(room);
  await page.reload();

  await goTo(page, `ceremonies/backups/drill/${facts.set ?? ''}`);
  await app.chooses(room.saved);
  await openFile(page);
  // One that was given is forgotten with the page.
  await giveShares(page, room, [1]);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Choose the backup file…' })).toBeVisible();
  await app.chooses(room.saved);
  await openFile(page);
  await giveShares(page, room, [3, 1]);
  await page.getByRole('button', { name: 'Prove it, and sign the certificate' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Certificate of a restore drill' })).toBeVisible();
  await expect(page.locator('main')).toContainText(facts.thumbprint ?? '-');
  await keepPicture(page, 'backup-drilled');
  const [certificate] = await ask(page, 'backup.certificates', { set: facts.set ?? '' });
  expect(certificate?.certificate.keys.map(({ thumbprint }) => thumbprint)).toEqual([facts.thumbprint]);
  const shown = await page.content();
  for (const share of room.shares.values()) expect(shown).not.toContain(share);

  const elsewhere = mkdtempSync(join(tmpdir(), 'dcm-elsewhere-'));
  const other = await openWindow(join(elsewhere, 'home'), 'memory', elsewhere);
  try {
    await goTo(other.page, 'ceremonies/backups/restore');
    await other.chooses(room.saved);
    await openFile(other.page);
    await giveShares(other.page, room, [2, 3]);
    await other.page.getByRole('button', { name: 'Restore the key' }).click();
    await expect
      .poll(async () => (await ask(other.page, 'key.list', {})).map(({ thumbprint }) => thumbprint))
      .toEqual([facts.thumbprint]);
    await keepPicture(other.page, 'backup-restored');
  } finally {
    await other.close();
    rmSync(elsewhere, { recursive: true, force: true });
  }
  expect(readFileSync(room.saved, 'utf8')).toContain('dcm-key-backup');
});
