import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { pressMain, type Stop } from './stop.ts';

/** What explains an answer. */
export const CHECK_STOPS: readonly Stop[] = [
  { name: 'help', scenario: 'locked', address: '#/help' },
  { name: 'help-topic', scenario: 'incident', address: '#/help/SIGNATURE_INVALID' },
  {
    name: 'check-help',
    scenario: 'practice',
    address: '#/check',
    shows: '[role=dialog] ol',
    async act(page) {
      await page.locator('textarea').first().fill(sampleToken('tampered'));
      await pressMain(page, /^Check$|^Перевірити$/u);
      await pressMain(page, /V15/u);
    },
  },
];
