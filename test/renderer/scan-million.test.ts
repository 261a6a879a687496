import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScanStore } from '../../electron/services/scan-store.ts';
import { scanStateSchema } from '../../shared/ipc/scan-contract.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { createFakeCore } from '../fakes/fake-core/fake-core.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { EVENING, scanUse } from '../fakes/scan-uses.ts';
import { findBarriers, keepPicture, type OpenView, type PageHost, settle, startPageHost } from './page-host.ts';

/** More than the bar can show exactly (some 150,000); SCAN_ROWS=1000000 is the same with a million. */
const ROWS = Number(process.env['SCAN_ROWS'] ?? 160_000);
/** Every so many rows a forged one, and they come in the opposite order of their lines. */
const FORGED_EVERY = 1000;

const store = createScanStore(memorySpill);
const STATE = scanStateSchema.parse({
  ...{ id: 1, status: 'ended', isHidden: false, isImported: true, rules: null, inputs: [], progress: null },
  ...{ summary: null, affected: null, error: null, isRecorded: true },
});

async function answer(channel: string, input: unknown): Promise<unknown> {
  const value = scanAnswer(channel, input);
  return value === undefined ? await core.call(channel, input) : { ok: true, value };
}
const core = createFakeCore({ scenario: 'practice', emit: () => undefined });

function scanAnswer(channel: string, input: unknown): unknown {
  if (channel === 'scan.read') return STATE;
  if (channel === 'scan.counts') return store.counts();
  if (channel === 'scan.histogram') return store.histogram((input as Input<'scan.histogram'>).filter);
  if (channel !== 'scan.page') return undefined;
  const { filter, sort, offset, limit } = input as Input<'scan.page'>;
  return store.page(filter, sort, offset, limit);
}

let host: PageHost;
let open: OpenView;
beforeAll(async () => {
  const forged = { outcome: 'invalid', code: 'SIGNATURE_INVALID', codes: ['SIGNATURE_INVALID'] } as const;
  for (let at = 0; at < ROWS; at += 1) {
    const isForged = at % FORGED_EVERY === 7;
    const arrivedAt = EVENING + (ROWS - at) * 100;
    store.add(
      scanUse(at % 5000, at, { arrivedAt, ...(isForged ? { judged: { ...forged, isSignatureGood: false } } : {}) }),
    );
  }
  host = await startPageHost();
  open = await host.open({ scenario: 'practice', address: '#/check/scan', answer });
}, 240_000);
afterAll(() => host.stop());

const row = (page: Page, place: number) => page.locator(`main [data-row="${String(place)}"]`);
/** That the row is there, holds its own line, has the focus, and lies within the box, below the head of the table. */
async function isReached(page: Page, place: number, line: number): Promise<void> {
  const link = row(page, place);
  await page.waitForFunction((wanted) => document.activeElement?.getAttribute('data-row') === wanted, String(place));
  const text = await link.locator('xpath=ancestor::*[@role="row"]').textContent();
  expect(text).toContain(`line ${line.toLocaleString('en')}`);
  const seen = await link.evaluate((element) => {
    const box = element.closest('[role=presentation][class*=box]') ?? document.body;
    const { top, bottom } = element.getBoundingClientRect();
    const head = box.querySelector('[role=rowgroup]')?.getBoundingClientRect().bottom ?? 0;
    return { below: top >= head - 1, above: bottom <= box.getBoundingClientRect().bottom + 1 };
  });
  expect([place, seen]).toEqual([place, { below: true, above: true }]);
}

describe(`a table of ${String(ROWS)} uses`, () => {
  it('is walked through by the keys from its first row to its last and back', async () => {
    const { page, complaints } = open;
    await page.getByRole('heading', { name: `${ROWS.toLocaleString('en')} uses`, exact: true }).waitFor();
    const table = page.getByRole('table', { name: 'Uses' });
    expect(await table.getAttribute('aria-rowcount')).toBe(String(ROWS + 1));
    await row(page, 0).focus();
    await page.keyboard.press('End');
    await isReached(page, ROWS - 1, ROWS);
    await page.keyboard.press('ArrowUp');
    await isReached(page, ROWS - 2, ROWS - 1);
    await page.keyboard.press('PageUp');
    const place = Number(await page.evaluate(() => document.activeElement?.getAttribute('data-row')));
    expect(ROWS - 2 - place).toBeGreaterThan(3);
    await isReached(page, place, place + 1);
    await page.keyboard.press('Home');
    await isReached(page, 0, 1);
    for (let presses = 1; presses <= 3; presses += 1) await page.keyboard.press('PageDown');
    await isReached(page, 3 * (ROWS - 2 - place), 3 * (ROWS - 2 - place) + 1);
    await page.keyboard.press('ArrowDown');
    await isReached(page, 3 * (ROWS - 2 - place) + 1, 3 * (ROWS - 2 - place) + 2);
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    expect([await findBarriers(page), complaints]).toEqual([[], []]);
  }, 120_000);

  it('is scrolled to any place by its bar, with rows in every part of the box', async () => {
    const { page } = open;
    const box = page.locator('main [role=presentation][class*=box]');
    for (const part of [0.5, 0.25, 1]) {
      await box.evaluate((element, to) => {
        element.scrollTop = (element.scrollHeight - element.clientHeight) * to;
      }, part);
      const wanted = Math.round((ROWS - 1) * part);
      await page.waitForFunction(
        ([near, most]) => {
          const places = [...document.querySelectorAll('main [data-row]')].map((one) =>
            Number(one.getAttribute('data-row')),
          );
          return places.some((one) => Math.abs(one - (near ?? 0)) < (most ?? 0));
        },
        [wanted, 40],
      );
      const gaps = await box.evaluate((element) => {
        const edge = element.getBoundingClientRect();
        const head = element.querySelector('[role=rowgroup]')?.getBoundingClientRect().bottom ?? edge.top;
        const rows = [...element.querySelectorAll('[data-row]')].map((one) =>
          one.closest('[role=row]')?.getBoundingClientRect(),
        );
        return [head + 5, (head + edge.bottom) / 2, edge.bottom - 5].filter(
          (at) => !rows.some((one) => one !== undefined && one.top <= at && one.bottom >= at),
        );
      });
      expect([part, gaps]).toEqual([part, []]);
    }
  }, 120_000);

  it('is turned by a wheel row by row, and lets the page go on at its ends', async () => {
    const { page } = open;
    const box = page.locator('main [role=presentation][class*=box]');
    const first = async () => Number(await box.locator('[data-row]').first().getAttribute('data-row'));
    await box.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await settle(page);
    const before = await first();
    await box.hover();
    // Two rows: by the bar alone a million rows would go by in hundreds.
    await page.mouse.wheel(0, 104);
    await settle(page);
    expect(await first()).toBe(before + 2);
    await box.evaluate((element) => (element.scrollTop = 0));
    const isTaken = await box.evaluate((element) => {
      const event = new WheelEvent('wheel', { deltaY: -100, cancelable: true, bubbles: true });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    });
    expect(isTaken).toBe(false);
    await keepPicture(page, 'scan-million-top');
  }, 120_000);

  it('is put in order of time, and filtered', async () => {
    const { page } = open;
    const heading = page.getByRole('columnheader', { name: 'When (UTC)' });
    await heading.getByRole('button').click();
    await page.locator('main [role=columnheader][aria-sort=ascending]').waitFor();
    await row(page, 0).focus();
    // The last line came first.
    await isReached(page, 0, ROWS);
    await page.keyboard.press('End');
    await isReached(page, ROWS - 1, 1);
    await keepPicture(page, 'scan-million-end');
    await page.keyboard.press('/');
    expect(await page.getByLabel('Outcome').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByLabel('Outcome').selectOption('invalid');
    const forged = `${(ROWS / FORGED_EVERY).toLocaleString('en')} of ${ROWS.toLocaleString('en')} uses`;
    await page.getByRole('heading', { name: forged, exact: true }).waitFor();
    await row(page, 0).focus();
    await isReached(page, 0, ROWS - FORGED_EVERY + 8);
    await keepPicture(page, 'scan-million-filtered');
  }, 120_000);
});
