import type { Page } from 'playwright/test';
import { wordAt } from '../../shared/text/fingerprint-words.ts';
import { ask, PEOPLE, stateOf, USUAL } from './ceremony-channels.ts';
import { goTo, startPractice } from './desk.ts';
import { expect as expectSoon, test } from './fixture.ts';

const expect = expectSoon.configure({ timeout: 30_000 });
const ID = 'C-2026-001';
/** More steps of the Tab key than any screen has places for the focus. */
const MOST_PLACES = 60;

/** What has the focus: its words or those of its label, and how it shows. */
async function focused(page: Page) {
  return await page.evaluate(() => {
    const at = document.activeElement;
    const isField =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement;
    const label = isField ? at.labels?.[0] : null;
    // A choice shows the focus round the whole of its label, a title needs none: nothing can be done there.
    const shown = at instanceof HTMLInputElement && at.type === 'radio' ? at.closest('label') : at;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown ?? document.body);
    return {
      tag: at?.tagName ?? '',
      words: (label?.textContent ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim(),
      isVisible: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
    };
  });
}

/** Goes on with the Tab key until what is meant has the focus, and shows it. */
async function tabTo(page: Page, meant: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < MOST_PLACES; press += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    expect(now.isVisible || now.tag === 'BODY', `the focus shows on ${now.tag} "${now.words}"`).toBe(true);
    if (meant.test(now.words)) return;
    passed.push(now.words);
  }
  throw new Error(`${String(meant)} can't be reached with the Tab key; passed: ${passed.join(' | ')}`);
}

/** Every place that the Tab key comes to, until it is at the first one again. */
async function placesInTurn(page: Page): Promise<readonly string[]> {
  const places: string[] = [];
  for (let press = 0; press < MOST_PLACES; press += 1) {
    await page.keyboard.press('Tab');
    const { tag, words } = await focused(page);
    const place = `${tag} ${words}`;
    if (place === places[0]) return places;
    places.push(place);
  }
  throw new Error(`the Tab key never came back to "${places[0] ?? ''}"`);
}

/** Types what the step asks for, field by field, and presses its button with Enter. */
async function doByKeyboard(page: Page): Promise<void> {
  const room = { page, id: ID, shares: new Map(), saved: '', typed: {} };
  const view = await stateOf(room);
  const { now } = view;
  if (now === null) return;
  const screen = `${now.id}/${now.status === 'done' ? 'witness' : 'act'}`;
  await expect(page.locator(`[data-screen="${screen}"]`)).toBeVisible();
  // The new step has taken the focus, so that the first Tab comes to what it asks for.
  await expect.poll(async () => (await focused(page)).words, screen).toBe(now.title.en);
  if (now.status === 'done') {
    const fingerprint = now.kind === 'script-hash' ? view.script.fingerprint : (view.facts.thumbprint ?? '');
    for (const place of now.places) {
      await tabTo(page, new RegExp(`^Word ${String(place)}$`, 'u'));
      await page.keyboard.insertText(wordAt(fingerprint, place, 'en'));
    }
    if (now.places.length === 0) {
      await tabTo(page, /^(?:What did you see|Type it again)/u);
      const again =
        now.kind === 'compare-app' ? USUAL['computed'] : now.kind === 'seal-standby' ? USUAL['bag'] : 'seen';
      await page.keyboard.insertText(again ?? '');
    }
    await page.keyboard.press('Enter');
  } else {
    if (now.camera === 'secret') {
      await tabTo(page, /^The camera is covered/u);
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await focused(page)).words).toMatch(/^Secret/u);
    }
    for (const field of now.fields.filter(({ isRequired, preset }) => isRequired && preset === null)) {
      await tabTo(page, new RegExp(`^${field.label.en.replace(/[()?]/gu, '.').slice(0, 30)}`, 'u'));
      if (field.id === 'env') await page.keyboard.press('ArrowDown');
      else await page.keyboard.insertText(USUAL[field.id] ?? '');
    }
    const button = (await page.locator('main form button[type=submit]').last().innerText()).trim();
    await tabTo(page, new RegExp(`^${button.replace(/[()?]/gu, '.')}$`, 'u'));
    await page.keyboard.press('Enter');
  }
  await expect(page.locator(`[data-screen="${screen}"]`)).toBeHidden();
}

test.describe('a ceremony without a mouse', () => {
  test.setTimeout(600_000);

  test('goes from the list of scripts to the report: each step takes the focus, shows it, and lets it go', async ({
    page,
  }) => {
    await startPractice(page);
    await ask(page, 'app.setOnline', { isOnline: false });
    await goTo(page, 'ceremonies');
    await tabTo(page, /Make a standby key/u);
    // That it can fail: a place whose focus nobody sees.
    await page.evaluate(() =>
      (document.activeElement as HTMLElement).style.setProperty('outline', 'none', 'important'),
    );
    expect((await focused(page)).isVisible).toBe(false);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Make a standby key' })).toBeVisible();
    await tabTo(page, /^Rehearsal/u);
    await page.keyboard.press('ArrowDown');
    for (const { name, document } of PEOPLE) {
      await tabTo(page, /^Name$/u);
      await page.keyboard.insertText(name);
      await tabTo(page, /^Identity document seen/u);
      await page.keyboard.insertText(document);
    }
    await tabTo(page, /^Begin the ceremony/u);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Step 1 of/u)).toBeVisible();

    const places = await placesInTurn(page);
    for (const wanted of ['Pause…', 'Abort…', 'Leave this screen', 'The printed script shows the same']) {
      expect(places.join('\n')).toContain(wanted);
    }
    await page.locator('main h1').focus();
    while ((await stateOf({ page, id: ID, shares: new Map(), saved: '', typed: {} })).state === 'running') {
      await doByKeyboard(page);
    }
    await expect(page.getByRole('heading', { level: 1, name: 'The ceremony is complete' })).toBeFocused();
    await tabTo(page, /^Report$/u);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /C-2026-001/u })).toBeVisible();
  });
});
