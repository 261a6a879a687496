import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {} from '../../renderer/ipc/use-call.ts';
import { FILE_PASSPHRASE, type KeyFiles, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { goTo, keepPicture, startPractice } from './desk.ts';
import { expect, openWindow, test } from './fixture.ts';
import { findInPage, linesOf } from './heap.ts';

/** Keys that openssl made, brought in through the window; what is private in them must never be in its page. */
let files: KeyFiles;
test.beforeAll(() => {
  files = openKeyFiles();
  makeSources(files);
  files.openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'p256.pem',
    '-in',
    'p256.crt',
    '-passout',
    'env:SOURCE',
    '-out',
    'p256.p12',
  );
  files.openssl('pkcs8', '-topk8', '-in', 'rsa.pem', '-v2', 'aes256', '-passout', 'env:SOURCE', '-out', 'sealed.pem');
  files.openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024', '-out', 'small.pem');
  files.openssl('pkey', '-in', 'ed25519.pem', '-pubout', '-out', 'holder.pem');
});
test.afterAll(() => files.erase());

test('a file is chosen by the system, and the page learns its name and size and no more', async ({ app, page }) => {
  const path = join(app.downloads, 'a b.pem');
  writeFileSync(path, 'hello');
  const choose = () => page.evaluate(async () => await window.dcm['file.choose']({}));
  await app.chooses(path);
  const chosen = await choose();
  expect(chosen).toMatchObject({ ok: true, value: { file: { name: 'a b.pem', size: 5 } } });
  expect(JSON.stringify(chosen)).not.toContain(app.downloads);
  await app.chooses(null);
  expect(await choose()).toEqual({ ok: true, value: { file: null } });
});

test('an open file is imported, and its private bytes never reach the page', async ({ app, page }) => {
  await startPractice(page);
  await goTo(page, 'keys/import');
  await app.chooses(files.path('rsa.pem'));
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await expect(page.getByRole('heading', { name: 'A private key, not sealed' })).toBeVisible();
  await expect(page.getByLabel('Passphrase of the file')).toHaveCount(0);
  await page.getByLabel(/^Label/u).fill('Old branch desk');
  await page.getByLabel(/^Owner/u).fill('O. Koval');
  await page.getByLabel(/^Purpose/u).fill('Clients at the counter');
  await page.getByLabel(/^sign-in/u).check();
  await keepPicture(page, 'import-form');
  await page.getByRole('button', { name: 'Import the key' }).click();
  await expect(page.getByText('Now wipe rsa.pem')).toBeVisible();
  await expect(page.getByText(files.path('rsa.pem'))).toBeVisible();
  await keepPicture(page, 'imported');

  const secrets = linesOf(files.read('rsa.pem').toString('latin1')).slice(0, 10);
  const { d } = JSON.parse(files.read('rsa.jwk').toString('utf8')) as { d: string };
  const needles = [...secrets, d.slice(0, 64)];
  expect(await findInPage(page, needles)).toEqual([]);
  await page.evaluate((text) => Object.assign(window, { planted: { text } }), secrets.join('\n'));
  expect(await findInPage(page, needles)).toEqual(secrets);

  await page.getByRole('link', { name: 'Show the key' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Old branch desk' })).toBeVisible();
});

test('a sealed file takes its passphrase, which is off the page with the first press', async ({ app, page }) => {
  await startPractice(page);
  await goTo(page, 'keys/import');
  await app.chooses(files.path('sealed.pem'));
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await expect(page.getByRole('heading', { name: 'A private key, sealed with a passphrase' })).toBeVisible();
  const field = page.getByLabel('Passphrase of the file');
  const submit = page.getByRole('button', { name: 'Import the key' });
  await expect(submit).toBeDisabled();
  await field.fill('not the passphrase');
  await submit.click();
  await expect(page.getByText('Code PASSPHRASE_WRONG')).toBeVisible();
  await expect(field).toHaveValue('');
  await keepPicture(page, 'import-wrong-passphrase');
  await field.fill(FILE_PASSPHRASE);
  await submit.click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();
  await expect(page.getByText('Now wipe')).toHaveCount(0);
  // Its last words: a picture of the memory spells what is not ASCII in its own way.
  const [, needle = ''] = FILE_PASSPHRASE.split('ö');
  expect(await findInPage(page, [needle])).toEqual([]);
  await page.evaluate((text) => Object.assign(window, { planted: { text } }), FILE_PASSPHRASE);
  expect(await findInPage(page, [needle])).toEqual([needle]);
});

test('a key store and a public half are told apart, and a weak key is refused by name', async ({ app, page }) => {
  await startPractice(page);
  await goTo(page, 'keys/import');
  await app.chooses(files.path('small.pem'));
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await expect(page.getByText('Not fit for use: RSA_TOO_SHORT')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import the key' })).toHaveCount(0);
  await keepPicture(page, 'import-weak');

  await app.chooses(files.path('p256.p12'));
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await expect(page.getByRole('heading', { name: 'A key store (PKCS#12)' })).toBeVisible();
  await page.getByLabel('Passphrase of the file').fill(FILE_PASSPHRASE);
  await page.getByRole('button', { name: 'Import the key' }).click();
  await expect(page.getByText('Code ALGORITHM_REFUSED')).toBeVisible();

  await app.chooses(files.path('holder.pem'));
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await expect(page.getByText('Only the public half is in this file')).toBeVisible();
  await expect(page.getByLabel('A colleague')).toBeVisible();
  await keepPicture(page, 'import-public');
});

test('where private keys are kept is asked before the first import, and nothing is proposed', async ({ homePath }) => {
  const { page, chooses, close } = await openWindow(homePath, null);
  await startPractice(page);
  await goTo(page, 'keys/import');
  await chooses(files.path('rsa.pem'));
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await page.getByRole('button', { name: 'Import the key' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(0);
  await dialog.getByText(/^Sealed vault/u).click();
  await dialog.getByLabel('Passphrase, at least').fill('four unrelated words');
  await dialog.getByLabel('Passphrase again').fill('four unrelated words');
  await dialog.getByRole('button', { name: 'Keep keys here' }).click();
  await expect(page.getByText('Now wipe rsa.pem')).toBeVisible({ timeout: 30_000 });
  expect(existsSync(files.path('rsa.pem')), 'wiping is left to the officer').toBe(true);
  expect(readFileSync(files.path('rsa.pem'), 'latin1')).toContain('PRIVATE KEY');
  await close();
});
