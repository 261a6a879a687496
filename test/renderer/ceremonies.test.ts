import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { shareText } from '../../electron/domain/share.ts';
import { SHARE } from '../fakes/fake-core/ceremony-prepared.ts';
import { type OpenView, type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

const AT_SHARE = { scenario: 'ceremony', address: '#/ceremonies/run/C-2026-003' } as const;
const GROUP = SHARE.split('-')[7] ?? '';

/** Opens the step of a share, and uncovers it with the keyboard alone. */
async function uncover(page: Page): Promise<void> {
  await page.getByRole('button', { name: /camera is covered/u }).focus();
  await page.keyboard.press('Enter');
  await page.locator('main article svg[role=img]').waitFor();
}

/** Whether anything of the share is in the page, seen or not. */
async function holdsShare(page: Page): Promise<boolean> {
  return (await page.content()).includes(GROUP);
}

/** What of a document would be printed, as words. */
async function wordsOnPaper(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' });
  const words = await page.evaluate(() => document.body.innerText);
  await page.emulateMedia({ media: 'screen' });
  return words;
}

/** Whether the page lets somebody copy. */
async function allowsCopying(page: Page): Promise<boolean> {
  return await page.evaluate(() => {
    const copy = new ClipboardEvent('copy', { bubbles: true, cancelable: true });
    return document.querySelector('main')?.dispatchEvent(copy) ?? false;
  });
}

describe('a share on the screen', () => {
  it('stands nowhere in the page before its custodian is ready, and is asked of the core only then', async () => {
    await host.visit(AT_SHARE, async ({ page, core }) => {
      expect(await holdsShare(page)).toBe(false);
      expect(calls(core)).not.toContain('ceremony.showShare');
      await uncover(page);
      expect(await holdsShare(page)).toBe(true);
      expect(calls(core).filter((channel) => channel === 'ceremony.showShare')).toHaveLength(1);
    });
  });

  it('is gone from the page when nobody can be relied on to look alone, and stays while somebody does', async () => {
    const ways: Record<string, (page: Page) => Promise<unknown>> = {
      'the window loses the focus': (page) => page.evaluate(() => window.dispatchEvent(new Event('blur'))),
      'the window is left': (page) => page.evaluate(() => window.dispatchEvent(new Event('pagehide'))),
      'it is hidden by hand': (page) => page.getByRole('button', { name: 'Hide it now' }).click(),
      'nothing was touched for two minutes': (page) => page.clock.fastForward(120_000),
      'the app is locked': (page) => page.getByRole('button', { name: 'Lock' }).click(),
    };
    await host.visit(AT_SHARE, async ({ page }) => {
      await page.clock.install();
      for (const [way, leave] of Object.entries(ways)) {
        await uncover(page);
        for (let times = 0; times < 3; times += 1) {
          await page.clock.fastForward(100_000);
          await page.keyboard.press('Shift');
        }
        expect(await holdsShare(page), `before ${way}`).toBe(true);
        await leave(page);
        await page.locator('main article').waitFor({ state: 'detached' });
        expect(await holdsShare(page), way).toBe(false);
      }
    });
  });

  it('can’t be copied, and the window is asked out of pictures for as long as the step lasts', async () => {
    await host.visit(AT_SHARE, async ({ page, core }) => {
      // Where nothing secret is, copying works: the look at it can tell the difference.
      expect(await allowsCopying(page)).toBe(true);
      await uncover(page);
      expect(await allowsCopying(page)).toBe(false);
      await page.keyboard.press('Control+a');
      expect(await page.evaluate(() => String(window.getSelection()))).not.toContain(GROUP);
      await page.evaluate(() => (window.location.hash = '#/ceremonies'));
      await page.getByRole('heading', { level: 1, name: 'Ceremony' }).waitFor();
      const asked = core.calls.filter(({ channel }) => channel === 'window.protect').map(({ input }) => input);
      expect(asked.at(0)).toEqual({ isOn: true });
      expect(asked.at(-1)).toEqual({ isOn: false });
    });
  });

  it('is printed alone, with its set, its number and its custodian', async () => {
    await host.visit(AT_SHARE, async ({ page }) => {
      await uncover(page);
      const words = await wordsOnPaper(page);
      for (const group of SHARE.split('-')) expect(words).toContain(group);
      expect(words).toContain('Share 2 of 3');
      expect(words).toContain('Taras Melnyk');
      for (const elsewhere of ['Pause', 'Witness', 'Number of the bag', 'Hide it now']) {
        expect(words).not.toContain(elsewhere);
      }
    });
  });

  it('is typed back from paper: pasting is refused, and what is wrong is named', async () => {
    const view = { scenario: 'ceremony', address: '#/ceremonies/run/C-2026-004' } as const;
    await host.visit(view, async ({ page }: OpenView) => {
      await page.getByRole('button', { name: /camera is covered/u }).click();
      const field = page.locator('main textarea');
      const isTaken = await field.evaluate((box) =>
        box.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
      );
      expect(isTaken).toBe(false);
      await page.getByText('A share never goes through the clipboard').waitFor();
      const wrong = SHARE.replace('8MNPQ', '8MNPP');
      await field.fill(wrong);
      await page.getByRole('button', { name: 'Compare with the share' }).click();
      await page
        .getByText(/damaged in group 7/u)
        .first()
        .waitFor();
      // What was typed is there still, to be put right.
      expect(await field.inputValue()).toBe(wrong);
    });
  });
});

describe('a share that a custodian gives to a drill', () => {
  it('is nowhere in the page once it was taken, covered again for the next one, and forgotten with the page', async () => {
    const facts = { setId: '3f9ac04d81b27e55', threshold: 2, shares: 3, number: 1, x: 8 };
    const given = await shareText({ ...facts, value: new Uint8Array(32).fill(7) });
    const group = given.split('-')[12] ?? '';
    const view = { scenario: 'ceremony', address: `#/ceremonies/backups/drill/${facts.setId}` } as const;
    await host.visit(view, async ({ page, core }) => {
      await page.getByRole('button', { name: 'Choose the backup file…' }).click();
      await page.getByRole('button', { name: /camera is covered/u }).click();
      await page.locator('main textarea').fill(given);
      const isHeld = async () =>
        (await page.content()).includes(group) ||
        (await page
          .locator('textarea')
          .evaluateAll((all, one) => all.some((box) => (box as HTMLTextAreaElement).value.includes(one)), group));
      expect(await isHeld()).toBe(true);
      await page.getByRole('button', { name: 'Give this share' }).click();
      await page.getByText('Share 1 · Olena Hrytsenko').waitFor();
      await page.getByRole('button', { name: /camera is covered/u }).waitFor();
      expect(await isHeld()).toBe(false);
      const before = calls(core).filter((channel) => channel === 'backup.forget').length;
      await page.evaluate(() => (window.location.hash = '#/ceremonies'));
      await page.getByRole('heading', { level: 1, name: 'Ceremony' }).waitFor();
      expect(calls(core).filter((channel) => channel === 'backup.forget')).toHaveLength(before + 1);
    });
  });
});

function calls(core: OpenView['core']): readonly string[] {
  return core.calls.map(({ channel }) => channel);
}
