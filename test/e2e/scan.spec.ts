import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type {} from '../../renderer/ipc/use-call.ts';
import { goTo, keepPicture, startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';

const TOKENS = 50_000;
/** Every such line holds a genuine token. */
const GENUINE_EVERY = 5000;

/** Writes an evening of a gateway: its tokens are all different, and all but a few have another payload than was signed. */
async function writeLog(path: string, genuine: string, begin: number): Promise<void> {
  const [header = '', payload = '', signature = ''] = genuine.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
  const log = createWriteStream(path);
  for (let at = 0; at < TOKENS; at += 1) {
    const jti = `planted-${String(at)}`;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: `teller-${String(at % 50)}@bank.example`, jti }));
    const token = at % GENUINE_EVERY === 7 ? genuine : `${header}.${changed.toString('base64url')}.${signature}`;
    const line = `${new Date(begin + at * 10).toISOString()} 10.0.0.${String(at % 200)} GET /session X-Session-ID: ${token}\n`;
    if (!log.write(line)) await once(log, 'drain');
  }
  log.end();
  await once(log, 'finish');
}

/** Drops a file of the disk on Check, as a browser does when a person lets go of it. */
async function drop(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'dragged';
    document.body.append(input);
  });
  await page.locator('#dragged').setInputFiles(path);
  const transfer = await page.evaluateHandle(() => {
    const input = document.querySelector('#dragged');
    const dragged = new DataTransfer();
    if (input instanceof HTMLInputElement && input.files?.[0]) dragged.items.add(input.files[0]);
    input?.remove();
    return dragged;
  });
  await page.getByLabel('Token', { exact: true }).dispatchEvent('drop', { dataTransfer: transfer });
  await transfer.dispose();
}

test('a log of fifty thousand tokens: dropped, stopped, scanned, filtered, opened, and put into a case', async ({
  app,
  page,
}, testInfo) => {
  test.setTimeout(180_000);
  await startPractice(page);
  const token = await page.evaluate(async () => {
    const fetched = await window.dcm['snapshot.fetch']({ env: 'practice' });
    if (!fetched.ok) throw new Error(fetched.error.code);
    const issued = await window.dcm['practice.issueToken']({ env: 'practice', kind: 'genuine' });
    if (!issued.ok) throw new Error(issued.error.code);
    return issued.value.token;
  });
  const log = join(app.homePath, 'gateway.log');
  await writeLog(log, token, Date.now());

  await test.step('stopped: what was found until then is there, and nothing was forgotten to be said', async () => {
    await goTo(page, 'check');
    await drop(page, log);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const pressed = performance.now();
    await expect(page.getByText('Stopped before the end')).toBeVisible();
    testInfo.annotations.push({
      type: 'stopped after',
      description: `${String(Math.round(performance.now() - pressed))} ms`,
    });
    await expect(page.getByText('1 file not read to the end')).toBeVisible();
    await keepPicture(page, 'scan-stopped');
  });

  await test.step('scanned: the answer first', async () => {
    await goTo(page, 'check');
    await drop(page, log);
    const answer = page.getByRole('heading', { level: 2, name: /^49,990 of 50,000 uses are bad: 49,990 forged\.$/u });
    await expect(answer).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText('50,000 uses of 49,991 tokens')).toBeVisible();
    await expect(page.getByText('Recorded in the audit trail')).toBeAttached();
    await page.getByRole('button', { name: 'Call sheet', exact: true }).click();
    const lines = await page.locator('main ol li').allTextContents();
    expect([lines.length, lines.join().includes('teller-')]).toEqual([8, false]);
    await page.getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved. It lies here:')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await keepPicture(page, 'scan-ended');
  });

  const table = page.getByRole('table', { name: 'Uses' });
  await test.step('filtered, and read to its last row with the keyboard alone', async () => {
    await page.getByLabel('Who (sub)').fill('teller-7@bank.example');
    await expect(page.getByRole('heading', { name: '990 of 50,000 uses', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await table.getByRole('link').first().focus();
    await page.keyboard.press('End');
    await expect(table.locator('[data-row="49999"]')).toBeFocused();
    await expect(table.getByRole('row').last()).toContainText('line 50,000');
    await page.getByLabel('Outcome').selectOption('valid');
    await expect(page.getByRole('heading', { name: '10 of 50,000 uses', exact: true })).toBeVisible();
    await expect(table.getByRole('row')).toHaveCount(11);
  });

  await test.step('opened as of when it came, and put into a case', async () => {
    await table.getByRole('link').nth(1).click();
    await expect(page.getByRole('region', { name: /^Not now/u })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: /^Genuine: signed by DCM's key/u })).toBeVisible();
    await expect(page.getByText('gateway.log, line 5008, column')).toBeVisible();
    await page.getByRole('button', { name: 'Add to a case' }).click();
    await page.getByRole('dialog').getByLabel('What is it about?').fill('The evening of the log');
    await page.getByRole('dialog').getByRole('button', { name: /^Add/u }).click();
    await expect(page.getByRole('link', { name: /^Go to case/u })).toBeVisible();
    await page.getByRole('link', { name: 'Back to the scan' }).click();
    await expect(page.getByRole('heading', { name: '10 of 50,000 uses', exact: true })).toBeVisible();
  });

  await test.step('a folder is chosen whole; what was found is saved with its tokens, and read back', async () => {
    const folder = join(app.homePath, 'logs');
    await mkdir(join(folder, 'deep'), { recursive: true });
    await writeFile(join(folder, 'a.log'), `${new Date().toISOString()} 10.0.0.1 ${token}\n`);
    await writeFile(
      join(folder, 'deep', 'b.log'),
      `${new Date().toISOString()} 10.0.0.2 ${token.slice(0, -9)}AAAAAAAAA\n`,
    );
    await page.getByRole('button', { name: 'New scan' }).click();
    await page.getByRole('button', { name: 'Leave out gateway.log' }).click();
    await app.chooses(folder);
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByText('folder, with all in it')).toBeVisible();
    await page.getByRole('button', { name: 'Start the scan' }).click();
    await expect(page.getByRole('heading', { level: 2, name: /^1 of 2 uses is bad: 1 forged\.$/u })).toBeVisible();
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'With the tokens themselves' }).check();
    await expect(dialog.getByText('can use its tokens until they expire')).toBeVisible();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    const path = (await dialog.getByRole('status').locator('code').textContent()) ?? '';
    expect((await readFile(path, 'utf8')).split(token)).toHaveLength(2);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'New scan' }).click();
    await app.chooses(path);
    await page.getByRole('button', { name: 'Open an earlier export' }).click();
    await expect(page.getByText('A table (CSV) carries no list of files')).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: /^1 of 2 uses is bad: 1 forged\.$/u })).toBeVisible();
    await expect(table.getByRole('row')).toHaveCount(3);
    await expect(table).toContainText('logs/deep/b.log');
    await keepPicture(page, 'scan-read-back');
  });

  await test.step('a lock hides it', async () => {
    await page.evaluate(async () => await window.dcm['app.lock']({}));
    await expect(page.getByText('Hidden while the app is locked')).toBeVisible();
    await expect(table).toBeHidden();
    expect(await page.content()).not.toContain('teller-');
  });
});
