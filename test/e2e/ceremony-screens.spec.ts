import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import type { CeremonyView } from '../../shared/model/ceremony.ts';
import { ENV, openTestHome, type TestHome } from '../fakes/test-home.ts';
import { findBarriers, keepPicture, sidewaysLoss } from '../renderer/page-host.ts';
import { advance, ask, type Room, startRoom, stateOf } from './ceremony-channels.ts';
import { goTo, makeKey } from './desk.ts';
import { expect as expectSoon, test } from './fixture.ts';

/** With pictures every screen of every script is looked at in each way; without, each kind of screen once and quickly. */
const KEEPS_PICTURES = process.env['KEEP_PICTURES'] !== undefined;
const expect = expectSoon.configure({ timeout: 30_000 });

const DRAFT = {
  alg: 'RS256',
  bits: 2048,
  kid: null,
  label: 'never used',
  env: ENV,
  expiresAt: null,
  isDraft: true,
  replaces: null,
  owner: null,
  purpose: null,
  flows: null,
} as const;

/** What stands on each picture that a camera takes: step, time, hash of the script, the rule for the camera, and letters of 40 points. */
async function expectFrame(page: Page, { now, script }: CeremonyView): Promise<void> {
  const head = page.locator('[data-screen] header');
  await expect(head).toContainText(`Step ${String(now?.number)} of ${String(now?.of)}`);
  await expect(head.locator('time')).toContainText(/\d\d:\d\d:\d\d\sUTC/u);
  const digits = (await head.locator('p code').innerText()).replace(/\s/gu, '');
  expect(digits.toLowerCase()).toBe(script.sha256);
  const isSecret = now?.camera === 'secret' && now.status !== 'done';
  await expect(page.locator('[data-screen]')).toContainText(isSecret ? 'Cover the camera' : 'The camera may run');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toBeInViewport({ ratio: 1 });
  await expect(title).toHaveCSS('font-size', '53.3333px');
}

/** Looks at the screen that is shown in both themes, in Ukrainian, and as at 200 % of a window of 1280 pixels. */
async function look(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await keepPicture(page, `ceremonies/${name}`);
  if (KEEPS_PICTURES) {
    await page.screenshot({ path: `artefacts/screenshots/ceremonies/${name}-camera.png` });
  }
  expect(await findBarriers(page), name).toEqual([]);
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  expect(await findBarriers(page, { only: 'color-contrast' }), name).toEqual([]);
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
  expect(await sidewaysLoss(page), name).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 640, height: 400 });
  if (KEEPS_PICTURES) await keepPicture(page, `ceremonies/${name}-zoom`);
  expect(await sidewaysLoss(page), name).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  if (!KEEPS_PICTURES) return;
  const isOpen = await page.getByRole('button', { name: 'Hide it now' }).isVisible();
  await speak(page, 'uk', isOpen);
  await keepPicture(page, `ceremonies/${name}-uk`);
  expect(await sidewaysLoss(page), name).toBeLessThanOrEqual(0);
  await speak(page, 'en', isOpen);
}

/** Opens the same screen in another language. */
async function speak(page: Page, language: 'en' | 'uk', isOpen: boolean): Promise<void> {
  const screen = (await page.locator('[data-screen]').getAttribute('data-screen')) ?? '';
  await ask(page, 'settings.write', { language, theme: 'light' });
  await page.reload();
  await expect(page.locator(`html[lang=${language}] [data-screen="${screen}"]`)).toBeVisible();
  if (isOpen) await uncover(page);
}

async function uncover(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(?:The camera is covered|Камеру закрито)/u }).click();
  await expect(page.locator('main form button[type=submit]')).toBeVisible();
}

/** Goes through a whole ceremony in the window, and looks at each screen that was not looked at before. */
async function walk(room: Room, seen: Set<string>): Promise<CeremonyView> {
  const { page, id } = room;
  await goTo(page, `ceremonies/run/${id}`);
  for (;;) {
    const view = await stateOf(room);
    const { now } = view;
    const screen = now === null ? view.state : `${now.id}/${now.status === 'done' ? 'witness' : 'act'}`;
    await expect(page.locator(`[data-screen="${screen}"]`)).toBeVisible();
    const kind = now === null ? view.state : `${now.kind}/${now.status}`;
    const isNew = KEEPS_PICTURES ? !/\.[2-9]/u.test(screen) : !seen.has(kind);
    seen.add(kind);
    const name = `${view.script.name}${view.isRehearsal ? '-rehearsal' : ''}/${String(now?.number ?? 99).padStart(2, '0')}-${screen.replace('/', '-')}`;
    if (isNew) {
      if (now !== null) await expectFrame(page, view);
      await look(page, name);
      if (now?.camera === 'secret' && now.status !== 'done') await lookUnderCover(page, name);
    }
    if (now === null) return view;
    await advance(room, view);
  }
}

async function lookUnderCover(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await page.locator('main article, main textarea, main input').count(), name).toBe(0);
  await uncover(page);
  await look(page, `${name}-open`);
}

/** The report, on the screen and as wide as a sheet of A4 at 96 dots an inch less its margins. */
async function lookAtReport({ page, id }: Room): Promise<void> {
  await goTo(page, `ceremonies/report/${id}`);
  await expect(page.locator('main article')).toHaveCount(2);
  expect(await findBarriers(page), id).toEqual([]);
  await page.setViewportSize({ width: 688, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await keepPicture(page, `ceremonies/report-${id}-paper`);
  if (KEEPS_PICTURES)
    await page.pdf({ path: `artefacts/screenshots/ceremonies/report-${id}.pdf`, preferCSSPageSize: true });
  await page.emulateMedia({ media: 'screen', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

test.describe('every screen of every ceremony', () => {
  test.setTimeout(900_000);
  let desk: TestHome;
  test.beforeAll(async () => {
    desk = await openTestHome();
  });
  test.afterAll(async () => {
    await desk.close();
  });

  test('has step, time and hash on it, no barrier, and loses nothing at 200 %', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const { baseUrl, counterpartyGuid } = desk.practice;
    await ask(page, 'environment.add', { name: ENV, baseUrl, counterpartyGuid, kind: 'practice', ca: null });
    await ask(page, 'app.setOnline', { isOnline: false });
    const seen = new Set<string>();
    const run = async (
      script: string,
      typed: Room['typed'] = {},
      shares: Room['shares'] = new Map<number, string>(),
    ) => {
      const room = await startRoom(page, script, { typed: { env: ENV, ...typed } });
      for (const [number, share] of shares) room.shares.set(number, share);
      return { room, view: await walk(room, seen) };
    };
    const device = await desk.home.deliveries.ofDevice(ENV);
    const maker = device.report.evidenceKey ?? '';
    const standby = await run('standby-key');
    await run('deliver-key', { 'device-key': device.text, maker });
    const split = await run('split-key');
    await lookAtReport(split.room);
    const set = split.view.facts.set ?? '';
    await run('restore-drill', { set, 'backup-file': () => readFileSync(split.room.saved, 'utf8') }, split.room.shares);
    const kid = standby.view.facts.kid ?? '';
    const document = async ({ saved, id, page: on }: Room) => {
      const { fingerprint } = await ask(on, 'ceremony.export', { id });
      const posted = await desk.home.carriedRegistrations.post(ENV, readFileSync(saved), fingerprint);
      return posted.receipt.text;
    };
    await run('register-key', { kid, document, maker });
    const replaces = await makeKey(page, 'the one that is replaced');
    await run('rotate-to-standby', { kid, replaces });
    const unused = await ask(page, 'key.generate', { ...DRAFT, job: crypto.randomUUID() });
    await run('delete-key', { kid: unused.kid });
    const rehearsed = await startRoom(page, 'split-key', { isRehearsal: true, typed: { threshold: '2', shares: '3' } });
    await walk(rehearsed, seen);
    await lookAtReport(rehearsed);
  });
});
