import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/compose.ts';
import type { Ceremonies } from '../../electron/services/ceremonies.ts';
import { codeOf as codeOfPromise } from '../fakes/code-of.ts';
import { openTestHome, type TestHome } from '../fakes/test-home.ts';
import { actDue, confirmDue, goOn, PEOPLE, shipped } from './ceremony-driver.ts';

const DAY_MS = 86_400_000;
const codeOf = async (work: () => unknown) => await codeOfPromise(Promise.resolve().then(work));

let opened: TestHome;
let ceremonies: Ceremonies;
/** How far the wall clock was moved, milliseconds. */
let shift = 0;
beforeEach(async () => {
  shift = 0;
  opened = await openTestHome({ clock: { ...systemClock, now: () => systemClock.now() + shift } });
  ({ ceremonies } = opened.home);
});
afterEach(async () => {
  await opened.close();
});

const begin = async (name: string) => (await ceremonies.start(shipped(name).text, PEOPLE)).id;

describe('the clock of a ceremony', () => {
  it('that is set back between two steps stops it, and nothing is written; one that its time server corrects does not', async () => {
    const id = await begin('delete-key');
    const entries = () => opened.home.store.ceremonies.entries(id).length;
    const before = entries();
    shift = -40 * DAY_MS;
    expect(await codeOf(() => ceremonies.pause(id, 'lunch'))).toBe('CLOCK_SUSPECT');
    expect(await codeOf(() => actDue(ceremonies, id))).toBe('CLOCK_SUSPECT');
    expect(entries()).toBe(before);
    shift = -2000;
    expect(await codeOf(() => ceremonies.pause(id, 'lunch'))).toBe('done');
  });

  it('that jumps ahead changes nothing before somebody says that it is right', async () => {
    const id = await begin('standby-key');
    await goOn(ceremonies, id, {}, 'generate-key');
    shift = 700 * DAY_MS;
    expect(await codeOf(() => actDue(ceremonies, id))).toBe('CLOCK_SUSPECT');
    expect(opened.home.keys.list()).toEqual([]);
    opened.home.clockGuard.confirm({ source: 'radio clock on the wall', reason: 'the laptop had slept for long' });
    expect(await codeOf(() => actDue(ceremonies, id))).toBe('done');
  });

  it('that was ahead and is right again goes on once that is confirmed, and an abort waits for nothing', async () => {
    const ids = { goesOn: await begin('delete-key'), aborted: await begin('delete-key') };
    shift = 700 * DAY_MS;
    for (const id of Object.values(ids)) await actDue(ceremonies, id);
    shift = 0;
    expect(await codeOf(() => confirmDue(ceremonies, ids.goesOn))).toBe('CLOCK_SUSPECT');
    expect((await ceremonies.abort(ids.aborted, 'the clock was wrong')).state).toBe('aborted');
    opened.home.clockGuard.confirm({ source: 'radio clock on the wall', reason: 'its battery was changed' });
    expect(await codeOf(() => confirmDue(ceremonies, ids.goesOn))).toBe('done');
  });
});
