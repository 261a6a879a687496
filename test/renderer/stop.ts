import type { Page } from 'playwright';
import type { Scenario } from '../fakes/fake-core/scenarios.ts';

/** One screen of the walk, and how it is reached. */
export interface Stop {
  readonly name: string;
  readonly scenario: Scenario;
  readonly address: string;
  readonly act?: (page: Page) => Promise<void>;
  /** What stands on the screen only after the act: without it the walk would look at the wrong screen. */
  readonly shows?: string;
}

/** Presses the first button of the room that has this name. */
export async function pressMain(page: Page, text: RegExp): Promise<void> {
  await page.locator('main').getByRole('button', { name: text }).first().click();
}

/** The same within the dialog. */
export async function pressDialog(page: Page, text: RegExp): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: text }).first().click();
}

/** Presses keys that open a dialog. */
export function pressForDialog(keys: string) {
  return async (page: Page) => {
    await page.keyboard.press(keys);
    await page.getByRole('dialog').waitFor();
  };
}
