import type { Page } from 'playwright';
import { pressMain, type Stop } from './stop.ts';

const KID = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

async function chooseFilters(page: Page): Promise<void> {
  await page.locator('main input[type=search]').fill('b');
  await pressMain(page, /^Filters|^Фільтри/u);
  const [state, environment] = await page.locator('search select').all();
  await state?.selectOption('=active');
  await environment?.selectOption('=dcm-live');
}

async function chooseColumns(page: Page): Promise<void> {
  await pressMain(page, /^Columns|^Стовпці/u);
  for (const tick of await page.locator('search input[type=checkbox]').all()) await tick.check();
}

async function fillOwner(page: Page): Promise<void> {
  await page.getByLabel(/^Owner|^Відповідальний/u).fill('olena koval');
  await page.locator('main details summary').first().click();
}

/** The table of keys and what is done with it, and the form for a new one. */
export const KEYS_TABLE_STOPS: readonly Stop[] = [
  { name: 'keys-one', scenario: 'one-key', address: '#/keys' },
  { name: 'keys-twenty', scenario: 'twenty-keys', address: '#/keys' },
  {
    name: 'keys-filters',
    scenario: 'twenty-keys',
    address: '#/keys',
    shows: 'main ul button',
    act: chooseFilters,
  },
  {
    name: 'keys-columns',
    scenario: 'incident',
    address: '#/keys',
    shows: 'main fieldset',
    act: chooseColumns,
  },
  {
    name: 'keys-nothing',
    scenario: 'incident',
    address: '#/keys',
    shows: 'main >> text=/No key fits|Жоден ключ/',
    act: (page) => page.locator('main input[type=search]').fill('nobody has this'),
  },
  {
    name: 'keys-saved',
    scenario: 'incident',
    address: '#/keys',
    shows: 'main >> text=/Downloads/',
    act: (page) => pressMain(page, /^Save as|^Зберегти як/u),
  },
  {
    name: 'key-new-more',
    scenario: 'one-key',
    address: '#/keys/new',
    shows: 'main details[open]',
    act: fillOwner,
  },
  { name: 'key-successor', scenario: 'practice', address: `#/keys/new/${KID}` },
];
