import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type {} from '../../renderer/ipc/use-call.ts';
import { verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';
import { proveShares, unnoticedChanges } from './ceremony-proof.ts';
import { goTo, keepPicture } from './desk.ts';
import { expect, test } from './fixture.ts';
import { openMortalWindow } from './mortal-window.ts';

const PASSPHRASE = 'seven people around one machine';
const CUSTODIANS = ['Nadiia Shevchuk', 'Taras Melnyk', 'Oksana Lysenko', 'Bohdan Kravets', 'Iryna Tkach'];

/** What people write down by hand, and read from again. */
interface Papers {
  words: readonly string[];
  /** By the heading of the share. */
  readonly shares: Map<string, string>;
  /** The share that was shown last. */
  latest: string;
  bags: number;
  /** What the witness is to type again. */
  again: string;
}

/** What is typed into a field, by the beginning of its label. */
const TYPED: readonly (readonly [label: RegExp, value: string])[] = [
  [/^Decision/u, 'No. 17 of 26 November, board'],
  [/^Shares needed/u, '3'],
  [/^Shares made/u, '5'],
  [/^SHA-256/u, 'ab'.repeat(32)],
  [/^Second medium/u, 'red stick, 5511'],
  [/^What the clock/u, 'radio clock on the wall'],
  [/^Computer/u, 'laptop 42'],
  [/^Papers destroyed/u, '2, cross-cut shredder'],
  [/^What was destroyed/u, 'two notes, shredder, Olena Koval'],
  [/seal/iu, 'S-17'],
  [/^Safe/u, 'safe 3, cellar'],
];

async function screenOf(page: Page): Promise<string> {
  return (await page.locator('[data-screen]').getAttribute('data-screen')) ?? '';
}

async function comeIn(page: Page): Promise<void> {
  for (const name of CUSTODIANS) {
    if (await page.getByText(name).isVisible()) continue;
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Identity document seen').fill('ID card …4711');
    await page.getByRole('button', { name: 'Comes in' }).click();
    await expect(page.getByText(name)).toBeVisible();
  }
}

/** Types what the fields of the last form ask for. */
async function fillForm(page: Page, papers: Papers): Promise<void> {
  const form = page.locator('main form').last();
  for (const field of await form.locator('input[type=text], input[type=number], textarea').all()) {
    const label = await field.evaluate((box: HTMLInputElement) => box.labels?.[0]?.textContent ?? '');
    if ((await field.inputValue()) !== '' || label.includes('optional')) continue;
    const isShare = label.startsWith('The share');
    const word = /^Word (\d+)/u.exec(label)?.[1];
    const isAgain = label.startsWith('Type it again');
    const value = isAgain
      ? papers.again
      : isShare
        ? papers.latest
        : word !== undefined
          ? (papers.words[Number(word) - 1] ?? '')
          : /bag|seal/iu.test(label)
            ? papers.again
            : TYPED.find(([start]) => start.test(label))?.[1];
    await field.fill(value ?? 'I have seen it');
  }
  const choices = form.getByRole('radio');
  if ((await choices.count()) > 0 && (await form.locator('input:checked').count()) === 0) await choices.first().check();
}

/** Does what the screen asks for, as the people in the room would, until another screen is there. */
async function doScreen(page: Page, papers: Papers): Promise<void> {
  const before = await screenOf(page);
  const cover = page.getByRole('button', { name: /^The camera is covered/u });
  if (await cover.isVisible()) await cover.click();
  if (before.startsWith('show-share')) await writeDown(page, papers);
  if (before.startsWith('presence') && before.endsWith('act')) await comeIn(page);
  if (before.startsWith('bag') && before.endsWith('act')) {
    papers.bags += 1;
    papers.again = `AB ${String(4700 + papers.bags)}`;
  }
  const words = page.locator('main section ol li');
  if (before.endsWith('/act') && /^(?:script-hash|fingerprint)/u.test(before)) {
    papers.words = (await words.allInnerTexts()).map((text) => text.replace(/^\d+\s*/u, ''));
    expect(papers.words).toHaveLength(16);
  }
  if (before === 'close-split/act') {
    await page.getByRole('button', { name: 'Save the file' }).click();
    await expect(page.getByText('Saved:')).toBeVisible();
  }
  await fillForm(page, papers);
  if (process.env['KEEP_PICTURES'] !== undefined) await keepPicture(page, `ceremony/${before.replace('/', '-')}`);
  await page.locator('main form button[type=submit]').last().click();
  await expect.poll(() => screenOf(page), { timeout: 30_000 }).not.toBe(before);
}

async function writeDown(page: Page, papers: Papers): Promise<void> {
  await expect(page.locator('main article svg[role=img]')).toBeVisible();
  const groups = await page.locator('main article ol code').allInnerTexts();
  expect(groups).toHaveLength(21);
  papers.latest = groups.join('-');
  papers.shares.set(await page.locator('main article h2').innerText(), papers.latest);
}

async function goOnTo(page: Page, papers: Papers, screen: string): Promise<void> {
  while ((await screenOf(page)) !== screen) await doScreen(page, papers);
}

test.describe('a ceremony', () => {
  test.setTimeout(600_000);

  test('makes a key, splits its backup 3 of 5 before seven people, is interrupted twice, and ends with a transcript', async () => {
    const homePath = mkdtempSync(join(tmpdir(), 'dcm-keys-e2e-'));
    const downloads = mkdtempSync(join(tmpdir(), 'dcm-keys-saved-'));
    let opened = await openMortalWindow(homePath, downloads);
    const papers: Papers = { words: [], shares: new Map(), latest: '', bags: 0, again: 'ab'.repeat(32) };
    const reopen = async (): Promise<Page> => {
      await opened.kill();
      opened = await openMortalWindow(homePath, downloads);
      const { page } = opened;
      await page.evaluate(async (passphrase) => {
        await window.dcm['app.setOnline']({ isOnline: false });
        await window.dcm['app.unlock']({ passphrase });
      }, PASSPHRASE);
      await goTo(page, 'ceremonies');
      await page.getByRole('link', { name: 'Go to it' }).click();
      await expect(
        page.getByRole('heading', { level: 1, name: 'The app ended, or was locked, in the middle' }),
      ).toBeVisible();
      await page.getByRole('button', { name: 'Go on' }).click();
      await expect(
        page.getByRole('heading', { level: 1, name: 'The app ended, or was locked, in the middle' }),
      ).toBeHidden();
      return page;
    };

    let { page } = opened;
    await page.evaluate(async (passphrase) => {
      await window.dcm['home.chooseKeychain']({ kind: 'sealed', passphrase });
      await window.dcm['app.setOnline']({ isOnline: false });
    }, PASSPHRASE);
    await goTo(page, 'ceremonies');
    await page.getByRole('link', { name: /Make a key and split/u }).click();
    await page.getByRole('radio', { name: /^Real/u }).check();
    const people = ['Olena Koval', 'Ihor Bondar'];
    for (const [at, name] of people.entries()) {
      await page.getByLabel('Name', { exact: true }).nth(at).fill(name);
      await page
        .getByLabel('Identity document seen')
        .nth(at)
        .fill(`ID card …471${String(at)}`);
    }
    await page.getByRole('button', { name: 'Begin the ceremony' }).click();
    await expect(page.getByText(/^Step 1 of/u)).toBeVisible();

    // Nothing is lost where the window ends at a public step.
    await goOnTo(page, papers, 'generate-key/act');
    page = await reopen();
    expect(await screenOf(page)).toBe('generate-key/act');

    // A set of which a share was shown is void.
    await goOnTo(page, papers, 'show-share.2/act');
    await keepPicture(page, 'ceremony-covered');
    await page.getByRole('button', { name: /^The camera is covered/u }).click();
    await writeDown(page, papers);
    const voided = papers.latest;
    page = await reopen();
    await expect(page.getByText('This set of shares is void')).toBeVisible();
    await keepPicture(page, 'ceremony-void');
    expect(await screenOf(page)).toBe('destroy-papers/act');

    // The new set takes no share of the void one.
    await goOnTo(page, papers, 'read-back.1/act');
    await page.getByRole('button', { name: /^The camera is covered/u }).click();
    await page.locator('main textarea').fill(voided);
    await page.getByRole('button', { name: 'Compare with the share' }).click();
    await expect(page.locator('main [role=alert]')).toContainText('SHARE_FOREIGN');
    await page.locator('main textarea').fill('');
    await goOnTo(page, papers, 'completed');
    await expect(page.getByRole('heading', { level: 1, name: 'The ceremony is complete' })).toBeVisible();
    expect(papers.bags).toBeGreaterThanOrEqual(5);
    await keepPicture(page, 'ceremony-complete');

    await page.getByRole('link', { name: 'Report' }).click();
    await expect(page.locator('main article')).toHaveCount(2);
    await keepPicture(page, 'ceremony-report');
    await page.getByRole('button', { name: 'Save the transcript, signed' }).click();
    await expect(page.getByText('Signed and saved')).toBeVisible();
    const transcript = readFileSync(join(downloads, 'ceremony-C-2026-001.json'));
    const report = verifyTranscript(transcript, null);
    expect(report).toMatchObject({ ok: true, isRehearsal: false, state: 'completed', problem: null });
    // All of them take a minute; a few thousand are looked at in each run, every one where pictures are kept.
    expect(unnoticedChanges(transcript, process.env['KEEP_PICTURES'] === undefined ? 13 : 1)).toEqual([]);

    const sealed = readdirSync(downloads).find((name) => name.startsWith('backup')) ?? '';
    await proveShares({
      file: readFileSync(join(downloads, sealed)),
      papers: [...papers.shares.values()],
      voided,
      thumbprint: report.thumbprint ?? '',
    });
    await opened.kill();
    rmSync(homePath, { recursive: true, force: true });
    rmSync(downloads, { recursive: true, force: true });
  });
});
