import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright/test';
import type {} from '../../renderer/ipc/use-call.ts';
import { goTo, keepPicture, makeKey, startPractice } from './desk.ts';
import { expect, test } from './fixture.ts';
import { findInPage, linesOf } from './heap.ts';

const cli = resolve(import.meta.dirname, '..', '..', 'out', 'cli.mjs');
const box = (page: Page) => page.getByLabel('A token, a key, a key set, a certificate');

function privatePem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Drops a file on the box, as a browser does when a person lets go of it. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([text], fileName));
      return dropped;
    },
    [name, content] as const,
  );
  await box(page).dispatchEvent('drop', { dataTransfer: transfer });
  await transfer.dispose();
}

test('a pasted token says what it is, and goes on to Check without being in an address', async ({ page }) => {
  await startPractice(page);
  const issued = await page.evaluate(
    async () => await window.dcm['practice.issueToken']({ env: 'practice', kind: 'genuine' }),
  );
  if (!issued.ok) throw new Error(issued.error.code);
  const { token } = issued.value;
  await goTo(page, 'keys/examine');
  await box(page).fill(`Authorization: Bearer ${token}`);
  await expect(page.getByRole('heading', { name: 'A token (JWT)' })).toBeVisible();
  await expect(page.getByText('This token still opens doors')).toBeVisible();
  await keepPicture(page, 'examine-token');
  await page.getByRole('button', { name: 'Check this token' }).click();
  await expect(page.getByLabel('Token', { exact: true })).toHaveValue(token);
  expect(page.url()).not.toContain(token.slice(0, 20));
});

test('a pasted private key is taken off the page at once, with what to do', async ({ page }) => {
  const pem = privatePem();
  await goTo(page, 'keys/examine');
  await box(page).fill(pem);
  await expect(page.getByText('It has been taken off the screen')).toBeVisible();
  await expect(page.getByText(/Clear the clipboard now/u)).toBeVisible();
  await expect(box(page)).toHaveValue('');
  await keepPicture(page, 'examine-secret');
  expect(await page.content()).not.toContain(linesOf(pem)[3]);
});

test('a dropped private key is not read beyond its first line; a public one is', async ({ page }) => {
  const pem = privatePem();
  await goTo(page, 'keys/examine');
  await drop(page, 'notes.txt', `Dear colleague,\n\n${'the old key. '.repeat(60)}\n${pem}`);
  await expect(page.getByText('This file looks like a private key, so it was not read')).toBeVisible();
  await expect(box(page)).toHaveValue('');
  expect(await findInPage(page, linesOf(pem))).toEqual([]);
  await drop(page, 'store.p12', '0\u0082\u0001\u0000\u0000binary');
  await expect(page.getByText('This file is no text, so it was not read')).toBeVisible();
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await drop(page, 'bank.pub', publicKey.export({ format: 'pem', type: 'spki' }).toString());
  await expect(page.getByRole('heading', { name: 'A public key', exact: true })).toBeVisible();
  await keepPicture(page, 'examine-public');
});

test('two keys are compared member by member, in any encoding', async ({ page }) => {
  await startPractice(page);
  const kid = await makeKey(page, 'Branch desk');
  const pem = await page.evaluate(async (of) => await window.dcm['key.export']({ kid: of, format: 'pem' }), kid);
  if (!pem.ok) throw new Error(pem.error.code);
  await goTo(page, 'keys/examine');
  await box(page).fill(pem.value.text);
  await expect(page.getByRole('link', { name: 'Ours' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare it with another key' }).click();
  await page.getByLabel('Or one of ours').selectOption(kid);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByText(/same key/u).first()).toBeVisible();
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  await page.getByLabel('Second key').fill(JSON.stringify(other));
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByText('Two different keys')).toBeVisible();
  await expect(page.getByRole('row', { name: /^n / }).getByText('Differs')).toBeVisible();
  await keepPicture(page, 'compare');
});

test('a passport is saved, verified in the window and by the terminal, and a changed one is refused', async ({
  app,
  page,
}) => {
  await startPractice(page);
  const kid = await makeKey(page, 'Branch desk');
  await goTo(page, `keys/passport/${kid}`);
  await page.getByRole('button', { name: 'Make the passport' }).click();
  await expect(page.getByRole('article')).toBeVisible();
  await page.getByRole('button', { name: 'Save as a file' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await keepPicture(page, 'passport');
  const [name = ''] = readdirSync(app.downloads);
  const path = join(app.downloads, name);
  const { evidenceKey } = JSON.parse(readFileSync(path, 'utf8')) as {
    evidenceKey: { crv: string; kty: string; x: string };
  };
  const { crv, kty, x } = evidenceKey;
  const digest = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest();
  const trust = ['--trust', digest.toString('base64url')];
  const report = execFileSync(process.execPath, [cli, 'passport', 'verify', path, ...trust, '--json'], {
    encoding: 'utf8',
  });
  expect(JSON.parse(report)).toMatchObject({ ok: true, kid, signer: 'known' });
  await expect(page.getByRole('article')).toContainText(digest.toString('base64url'));

  await goTo(page, 'keys/verify');
  await app.chooses(path);
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Intact, signer unknown/u })).toBeVisible();
  await page.getByLabel(/^Fingerprint that you know/u).fill(digest.toString('hex').replace(/.{4}/gu, '$& '));
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Genuine/u })).toBeVisible();
  await keepPicture(page, 'passport-genuine');

  writeFileSync(path, readFileSync(path, 'utf8').replace('Branch desk', 'Bench desk'));
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Not to be trusted/u })).toBeVisible();
  await keepPicture(page, 'passport-changed');
});

test('on paper stands the passport alone, black on white, and fits on A4', async ({ page }) => {
  await startPractice(page);
  const kid = await makeKey(page, 'Branch desk');
  await goTo(page, `keys/passport/${kid}`);
  await page.getByRole('button', { name: 'Make the passport' }).click();
  await expect(page.getByRole('article')).toBeVisible();
  await page.evaluate(() => {
    window.print = () => Object.assign(window, { wasPrinted: true });
  });
  await page.getByRole('button', { name: 'Print' }).click();
  expect(await page.evaluate(() => 'wasPrinted' in window)).toBe(true);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  // 182 by 269 mm: A4 without its margins.
  await page.setViewportSize({ width: 688, height: 1016 });
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  const paper = await page.evaluate(() => ({
    ground: getComputedStyle(document.documentElement).backgroundColor,
    ink: getComputedStyle(document.querySelector('article') ?? document.body).color,
    loss: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    pages: Math.ceil(document.body.scrollHeight / window.innerHeight),
  }));
  expect(paper).toEqual({ ground: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)', loss: 0, pages: 1 });
  await keepPicture(page, 'passport-paper');
});
