import type { CeremonyView } from '../../shared/model/ceremony.ts';
import { advance, ask, type Room, startRoom, stateOf } from './ceremony-channels.ts';
import { goTo } from './desk.ts';
import { expect, test } from './fixture.ts';

const SCRIPTS = [
  'standby-key',
  'deliver-key',
  'split-key',
  'register-key',
  'restore-drill',
  'rotate-to-standby',
  'delete-key',
];

/** Reads from the screen what people of a real ceremony would have on paper: a rehearsal shows it, as it is worth nothing. */
function readProps(now: NonNullable<CeremonyView['now']>, typed: Record<string, string>, { shares }: Room): void {
  for (const { id, value } of now.shown.filter((one) => one.id.startsWith('rehearsal-'))) {
    const field = id === 'rehearsal-poster' ? 'maker' : id.slice('rehearsal-'.length);
    typed[field] = value;
    if (field === 'share') shares.set(Number(now.id.split('.')[1]), value);
  }
}

test.describe('a rehearsal', () => {
  test.setTimeout(300_000);
  test('of each script goes to its report, with its mark on every screen and on every part of the paper', async ({
    page,
  }) => {
    // The kept run alone: in each run one rehearsal is walked with the screens.
    test.skip(process.env['KEEP_PICTURES'] === undefined, 'npm run ceremonies');
    await ask(page, 'app.setOnline', { isOnline: false });
    for (const script of SCRIPTS) {
      const typed: Record<string, string> = { threshold: '2', shares: '3' };
      const room = await startRoom(page, script, { isRehearsal: true, typed });
      await goTo(page, `ceremonies/run/${room.id}`);
      for (;;) {
        const view = await stateOf(room);
        if (view.now === null) break;
        if (view.now.status === 'waiting') readProps(view.now, typed, room);
        await advance(room, view);
      }
      expect((await stateOf(room)).state, script).toBe('completed');
      await page.reload();
      await expect(page.locator('[data-screen="completed"] svg text')).toHaveCount(1);
      await goTo(page, `ceremonies/report/${room.id}`);
      await expect(page.locator('main article').first()).toContainText('REHEARSAL');
      await expect(page.locator('main article').last()).toContainText('РЕПЕТИЦІЯ');
    }
  });
});
