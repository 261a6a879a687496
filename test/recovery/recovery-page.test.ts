import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRecovery } from '../../build/recovery.ts';
import { shamirSplitting } from '../../electron/adapters/crypto/shamir-splitting.ts';
import { publicJwkFromKey } from '../../electron/domain/jwk.ts';
import { sealBackup } from '../../electron/domain/sealed-backup.ts';
import { splitSecret } from '../../electron/domain/share-set.ts';
import { shareText } from '../../electron/domain/share.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import { contentOf } from '../domain/backup-ground.ts';
import { thumbprintOfPkcs8 } from '../domain/third-party.ts';
import { makeKey } from '../domain/tokens.ts';
import type { SealedBackup } from '../../shared/model/backup.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = resolve(import.meta.dirname, '../..');
interface Vector {
  readonly file: SealedBackup;
  readonly shares: readonly string[];
  readonly thumbprints: readonly string[];
}
const vectorOf = (name: string) => JSON.parse(readFileSync(join(root, 'test/vectors', name), 'utf8')) as Vector;
const vector = vectorOf('backup-1.json');
const everyKey = vectorOf('backup-every-key.json');

let folder: string;
let browser: Browser;
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-recovery-'));
  await buildRecovery({ root, outFolder: folder });
  writeFileSync(path('backup.json'), JSON.stringify(vector.file));
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
}, 60_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page in a browser that is on no network; what it says to the console is an error here. */
async function open(
  name = 'recovery.html',
  locale = 'en-GB',
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const context = await browser.newContext({ offline: true, locale, acceptDownloads: true });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => errors.push(message.text()));
  await page.goto(pathToFileURL(path(name)).href);
  return { page, context, errors };
}

async function type(page: Page, share: string): Promise<void> {
  await page.getByLabel('Share', { exact: true }).fill(share);
  await page.getByRole('button', { name: 'Check this share' }).click();
}

/** Waits for what is said with a code. */
async function said(page: Page, code: string): Promise<string> {
  const alert = page.getByRole('alert').filter({ hasText: new RegExp(`(?:Code|Код) ${code}`, 'u') });
  await alert.waitFor();
  return await alert.innerText();
}

describe('the recovery page', () => {
  it('gives the keys back from three shares of five and the file, with no network', async () => {
    const { page, context, errors } = await open();
    await page.getByText('This computer is on no network').waitFor();
    await page.getByLabel('Backup file').setInputFiles(path('backup.json'));
    await page.getByText('3 of 5 shares open it').waitFor();
    const restore = page.getByRole('button', { name: 'Restore' });
    for (const [index, share] of [vector.shares[4], vector.shares[1], vector.shares[2]].entries()) {
      expect(await restore.isDisabled(), String(index)).toBe(true);
      await type(page, share?.toLowerCase().replaceAll('-', ' ') ?? '');
      await page.getByText('was read right').nth(index).waitFor();
    }
    await restore.click();
    await page.getByText('the key is the one that the backup names').nth(1).waitFor();
    for (const [index, thumbprint] of vector.thumbprints.entries()) {
      const pem = await saved(page, 'Save as PEM', index);
      const jwk = JSON.parse(await saved(page, 'Save as JWK', index)) as {
        readonly kid: string;
        readonly alg: 'ES256';
      };
      for (const key of [createPrivateKey(pem), createPrivateKey({ key: { ...jwk }, format: 'jwk' })]) {
        expect(jwkThumbprint(publicJwkFromKey(createPublicKey(key), { kid: 'k', alg: jwk.alg }))).toBe(thumbprint);
      }
      expect(jwk.kid).toBe(vector.file.keys[index]?.key.kid);
    }
    await page.getByRole('button', { name: 'Forget everything' }).click();
    expect([await page.getByText('was read right').count(), await restore.isDisabled()]).toEqual([0, true]);
    expect(errors).toEqual([]);
    await context.close();
  }, 60_000);

  it('gives keys of every algorithm and size from one file, and takes shares as people type them', async () => {
    const { page, context, errors } = await open('recovery.html', 'uk-UA');
    writeFileSync(path('every.json'), JSON.stringify(everyKey.file));
    await page.locator('#file').setInputFiles(path('every.json'));
    const [first = '', second = ''] = everyKey.shares;
    const give = async (share: string) => {
      await page.locator('#share').fill(share);
      await page.locator('form button').click();
    };
    // Another language in the middle of a share takes nothing of it away.
    await page.locator('#share').fill('DCMKEY1-04ZSV');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('#share').inputValue()).toBe('DCMKEY1-04ZSV');
    await page.getByRole('button', { name: 'Українська' }).click();
    await give(first.replace('DCM', 'DСМ'));
    expect(await said(page, 'SHARE_DAMAGED')).toMatch(/літери С, М з іншої абетки.*англійські літери/su);
    await give(vector.shares[0] ?? '');
    expect(await said(page, 'SHARE_FOREIGN')).toMatch(/частка 1 належить до набору 0011-2233-4455-66ff/u);
    const byHand = first.slice(8).replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
    await give(` dcmkey1 – ${byHand.replaceAll('-', ' – ')}`);
    await page.getByText('Частку 1 з 3 прочитано правильно').waitFor();
    expect(await page.locator('#restore').isDisabled()).toBe(true);
    await give(second.replaceAll('-', '').replaceAll('1', 'I').replaceAll('0', 'O').replace('DCMKEYI', 'DCMKEY1'));
    await page.getByText('Частку 2 з 3 прочитано правильно').waitFor();
    await page.locator('#restore').click();
    await page
      .getByText('це той ключ, який називає резервна копія')
      .nth(everyKey.thumbprints.length - 1)
      .waitFor();
    expect(await page.getByText('не може порівняти відбиток').count()).toBe(0);
    // The longest of each kind; a browser that nobody sits at saves ten files and no more.
    for (const alg of ['RS512', 'PS512', 'ES512', 'Ed25519']) {
      const index = everyKey.file.keys.findIndex(({ key }) => key.alg === alg);
      const pem = await saved(page, 'Зберегти як PEM', index);
      const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
      expect(thumbprintOfPkcs8(der)).toBe(everyKey.thumbprints[index]);
    }
    expect(errors).toEqual([]);
    await context.close();
  }, 60_000);

  it('says of a rehearsal what it is, beside the file and beside the keys', async () => {
    const { page, context } = await open();
    const split = { setId: '5ca1ab1e00000001', threshold: 2, shares: 2 };
    const sealingKey = Uint8Array.from(randomBytes(32));
    const key = { ...makeKey('ES256', 'practice'), alg: 'ES256', kid: 'practice' } as const;
    const file = await sealBackup(contentOf([key], { ...split, isRehearsal: true }), {
      privateKeys: [Uint8Array.from(key.privateKey.export({ format: 'der', type: 'pkcs8' }))],
      sealingKey,
      nonce: Uint8Array.from(randomBytes(12)),
    });
    writeFileSync(path('rehearsal.json'), JSON.stringify(file));
    await page.getByLabel('Backup file').setInputFiles(path('rehearsal.json'));
    await page.getByText('2 of 2 shares open it').waitFor();
    expect(await page.getByText('REHEARSAL: its keys are for practice only').count()).toBe(1);
    for (const share of await splitSecret(sealingKey, split, shamirSplitting)) {
      await type(page, await shareText(share));
      await page.getByText(`Share ${String(share.number)} of 2 was read right`).waitFor();
    }
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('the key is the one that the backup names').waitFor();
    expect(await page.getByText('REHEARSAL: its keys are for practice only').count()).toBe(2);
    await context.close();
  }, 60_000);

  it('says in a browser without WebCrypto what to do, and asks for nothing', async () => {
    const context = await browser.newContext({ offline: true, locale: 'uk-UA' });
    const page = await context.newPage();
    await page.addInitScript('Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined })');
    await page.goto(pathToFileURL(path('recovery.html')).href);
    expect(await page.getByRole('alert').innerText()).toMatch(/немає WebCrypto.*Firefox/su);
    expect([await page.locator('#share').count(), await page.locator('#file').count()]).toEqual([0, 0]);
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(/no WebCrypto/u);
    await context.close();
  }, 60_000);

  it('says which share is damaged, foreign, here already, or not enough, and which file is none', async () => {
    const { page, context } = await open();
    const [first = '', second = ''] = vector.shares;
    await type(
      page,
      first.replace(/.$/u, (one) => (one === '0' ? '1' : '0')),
    );
    expect(await said(page, 'SHARE_DAMAGED')).toMatch(/share 1 is damaged in group 20/u);
    await type(page, first.slice(0, -3));
    await page.getByText('3 characters are missing').waitFor();
    // Nobody types it all again.
    expect(await page.getByLabel('Share', { exact: true }).inputValue()).toBe(first.slice(0, -3));
    await type(page, first);
    await page.getByText('2 more shares are needed').waitFor();
    await type(page, first);
    expect(await said(page, 'SHARE_DUPLICATE')).toMatch(/share 1 is here already/u);
    writeFileSync(path('other.json'), JSON.stringify({ ...vector.file, setId: 'ffffffffffffffff' }));
    await page.getByLabel('Backup file').setInputFiles(path('other.json'));
    expect(await said(page, 'SHARE_FOREIGN')).toMatch(/belongs to set 0011-2233-4455-66FF/iu);
    writeFileSync(path('none.json'), '{"keys":[');
    await page.getByLabel('Backup file').setInputFiles(path('none.json'));
    expect(await said(page, 'BACKUP_REFUSED')).toMatch(/it is no backup/u);
    const changed = { ...vector.file, isRehearsal: true };
    writeFileSync(path('changed.json'), JSON.stringify(changed));
    await page.getByLabel('Backup file').setInputFiles(path('changed.json'));
    await page.getByText('REHEARSAL').waitFor();
    await type(page, second);
    await type(page, vector.shares[2] ?? '');
    await page.getByRole('button', { name: 'Restore' }).click();
    expect(await said(page, 'SHARE_WRONG')).toMatch(/these shares do not open this backup/u);
    expect(await page.getByText('Save as PEM').count()).toBe(0);
    await context.close();
  }, 60_000);

  it('reaches nothing, whatever runs in it; without its policy the same page would', async () => {
    let calls = 0;
    const server = createServer((_request, response) => {
      calls += 1;
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const html = readFileSync(path('recovery.html'), 'utf8');
    writeFileSync(path('open.html'), html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/u, ''));
    const tries = async (name: string) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(pathToFileURL(path(name)).href);
      const before = calls;
      await page.evaluate(async (target) => {
        const image = new Image();
        const loaded = new Promise((done) => (image.onload = image.onerror = done));
        image.src = target;
        await Promise.all([loaded, fetch(target, { mode: 'no-cors' }).catch(() => undefined)]);
        navigator.sendBeacon(target, 'x');
      }, url);
      await context.close();
      return calls - before;
    };
    expect(await tries('open.html')).toBeGreaterThan(1);
    expect(await tries('recovery.html')).toBe(0);
    server.close();
  }, 60_000);

  it('is clean for assistive technology, in both languages and both themes', async () => {
    for (const [locale, colorScheme] of [
      ['en-GB', 'light'],
      ['uk-UA', 'dark'],
    ] as const) {
      const { page, context } = await open('recovery.html', locale);
      await page.emulateMedia({ colorScheme });
      await page.locator('#file').setInputFiles(path('backup.json'));
      await page.locator('#share').fill('nothing');
      await page.locator('form button').click();
      await page.getByRole('alert').waitFor();
      await page.screenshot({ path: join(root, `artefacts/recovery-${locale}.png`), fullPage: true });
      const session = await context.newCDPSession(page);
      await session.send('Runtime.evaluate', { expression: AXE });
      const found = await session.send('Runtime.evaluate', {
        expression:
          'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])))',
        awaitPromise: true,
        returnByValue: true,
      });
      expect(JSON.parse(String(found.result.value))).toEqual([]);
      await context.close();
    }
  }, 60_000);
});

async function saved(page: Page, name: string, index: number): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).nth(index).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}
