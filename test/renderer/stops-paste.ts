import type { Page } from 'playwright';
import { FAKE_DUMP } from '../fakes/fake-core/check-handlers.ts';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import type { Stop } from './stop.ts';

/** Pastes into the field that has the focus, as the clipboard would. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.locator('textarea').first().focus();
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

const MAIL = `On Monday he wrote:\n> CX-Authorization: ${sampleToken('genuine').replace(/.{70}/gu, '$&\n> ')}\n`;

/** What comes of whatever is pasted. */
export const PASTE_STOPS: readonly Stop[] = [
  {
    name: 'check-found',
    scenario: 'practice',
    address: '#/check',
    shows: 'main details',
    act: (page) => paste(page, MAIL),
  },
  {
    name: 'check-several',
    scenario: 'practice',
    address: '#/check',
    shows: 'main details',
    async act(page) {
      await paste(page, FAKE_DUMP);
      await page.locator('table button').nth(1).click();
    },
  },
  {
    name: 'check-nothing',
    scenario: 'practice',
    address: '#/check',
    shows: 'main [role=status] >> nth=1',
    act: (page) => paste(page, 'the token begins with eyJhbGciOi and then I lost it'),
  },
];
