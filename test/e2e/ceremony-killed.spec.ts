import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from '../../renderer/ipc/use-call.ts';
import type { CeremonyView } from '../../shared/model/ceremony.ts';
import { ask, goOnTo, type Room, startRoom, stateOf } from './ceremony-channels.ts';
import { setNumber } from '../../renderer/features/ceremonies/set-number.ts';
import { goTo } from './desk.ts';
import { expect as expectSoon, test } from './fixture.ts';
import { type MortalWindow, openMortalWindow } from './mortal-window.ts';

/** A window that starts on a busy machine needs its time. */
const expect = expectSoon.configure({ timeout: 30_000 });
const PASSPHRASE = 'seven people around one machine';
const ID = 'C-2026-001';

/** What each custodian does is the same: the first and the last of them in a usual run, all five where pictures are kept. */
const CUSTODIANS = process.env['KEEP_PICTURES'] === undefined ? [1, 5] : [1, 2, 3, 4, 5];
const ROUNDS = CUSTODIANS.flatMap((round) => ['show-share', 'read-back', 'bag'].map((id) => `${id}.${String(round)}`));
/** Where it goes on as if nothing had been. */
const BEFORE = [
  'script-hash',
  'choose',
  'presence',
  'compare-app',
  'check-machine',
  'generate-key',
  'fingerprint',
  'begin-split',
];
const AFTER = ['close-split', 'media', 'sign-report'];

/** Opens the home's window again, as somebody would after a power cut, up to the screen that asks whether to go on. */
async function reopen(homePath: string): Promise<MortalWindow> {
  const opened = await openMortalWindow(homePath, homePath);
  const { page } = opened;
  await page.evaluate(async (passphrase) => {
    await window.dcm['app.setOnline']({ isOnline: false });
    await window.dcm['app.unlock']({ passphrase });
  }, PASSPHRASE);
  await goTo(page, `ceremonies/run/${ID}`);
  await expect(
    page.getByRole('heading', { level: 1, name: 'The app ended, or was locked, in the middle' }),
  ).toBeVisible();
  return opened;
}

/** Brings the window to a step, and as far into it as a killed process hurts most. */
async function standAt(room: Room, step: string): Promise<CeremonyView> {
  const { page } = room;
  await goOnTo(room, step);
  const kind = step.split('.')[0] ?? '';
  // A public step that the witness has not confirmed, where there is one: done, and not over.
  if (!['show-share', 'read-back', 'generate-key', 'begin-split'].includes(kind)) await goOnTo(room, step, 'done');
  const before = await stateOf(room);
  const screen = `${step}/${before.now?.status === 'done' ? 'witness' : 'act'}`;
  await expect(page.locator(`[data-screen="${screen}"]`)).toBeVisible();
  if (before.now?.camera === 'secret') {
    await page.getByRole('button', { name: /^The camera is covered/u }).click();
    await expect(page.locator(kind === 'show-share' ? 'main article svg[role=img]' : 'main textarea')).toBeVisible();
  }
  return await stateOf(room);
}

test.describe('a 3-of-5 ceremony whose process is killed at every step', () => {
  test.setTimeout(600_000);

  test('goes on at each public step, and at each step from the split to its proof makes the set void', async () => {
    const homePath = mkdtempSync(join(tmpdir(), 'dcm-keys-e2e-'));
    let opened = await openMortalWindow(homePath, homePath);
    try {
      await opened.page.evaluate(async (passphrase) => {
        await window.dcm['home.chooseKeychain']({ kind: 'sealed', passphrase });
        await window.dcm['app.setOnline']({ isOnline: false });
      }, PASSPHRASE);
      const room = await startRoom(opened.page, 'split-key');
      await goTo(opened.page, `ceremonies/run/${ID}`);

      const voided: string[] = [];
      for (const step of [...BEFORE, ...ROUNDS, ...AFTER]) {
        const before = await standAt(room, step);
        await opened.kill();
        opened = await reopen(homePath);
        const { page } = opened;
        room.page = page;
        await page.getByRole('button', { name: 'Go on' }).click();
        const isHalfShared = ROUNDS.includes(step);
        if (isHalfShared) {
          const set = before.facts.set ?? '';
          expect(voided, step).not.toContain(set);
          voided.push(set);
          await expect(page.locator('[data-screen="destroy-papers/act"]')).toBeVisible();
          const notice = page.getByRole('alert').filter({ hasText: 'This set of shares is void' });
          await expect(notice).toContainText(setNumber(set));
          await expect(notice).toContainText('Destroy now, in front of the witness:');
        } else {
          const screen = `${step}/${before.now?.status === 'done' ? 'witness' : 'act'}`;
          await expect(page.locator(`[data-screen="${screen}"]`)).toBeVisible();
        }
        const after = await stateOf(room);
        expect(after.voided.map(({ set }) => set)).toEqual(voided);
        // What was done is done, and was done once: the key is the one that there was.
        if (!isHalfShared) expect(after.steps).toEqual(before.steps);
        expect(after.facts).toMatchObject({ kid: before.facts.kid, thumbprint: before.facts.thumbprint });
        expect(after.entries).toBe(before.entries + (isHalfShared ? 2 : 1));
      }
      expect(voided).toHaveLength(ROUNDS.length);

      await goOnTo(room, null);
      const ended = await stateOf(room);
      expect(ended).toMatchObject({ state: 'completed', deviations: [] });
      await expect(opened.page.getByRole('heading', { level: 1, name: 'The ceremony is complete' })).toBeVisible();
      const sets = await ask(room.page, 'backup.list', {});
      expect(sets.map(({ id, state }) => [id, state]).toSorted()).toEqual(
        [...voided.map((id) => [id, 'void']), [ended.facts.set, 'closed']].toSorted(),
      );
      expect((await ask(room.page, 'key.list', {})).map(({ kid }) => kid)).toEqual([ended.facts.kid]);
      expect((await ask(room.page, 'audit.verify', {})).ok).toBe(true);
    } finally {
      await opened.kill();
      rmSync(homePath, { recursive: true, force: true });
    }
  });
});
