import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MISBEHAVIOURS, type Misbehaviour } from '../../shared/model/practice.ts';
import type { Home } from '../../electron/services/home.ts';
import { dcmApi, failure } from '../fakes/dcm-calls.ts';
import { misbehave, practiceApi } from '../fakes/practice-calls.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

/** Those that would make a test wait for the real limits. */
const SLOW: readonly Misbehaviour[] = ['silence', 'slow-drip'];
const QUICK = MISBEHAVIOURS.filter((mode) => !SLOW.includes(mode));

let test: TestHome;
let home: Home;
let kid: string;

beforeEach(async () => {
  test = await openTestHome();
  ({ home } = test);
  ({ kid } = await home.keys.generate(KEY_REQUEST));
});
afterEach(async () => {
  await test.close();
});

const entries = async () => (await dcmApi().dcm.listJwks(home.environments.get(ENV))).entries;

describe('registering with a DCM that misbehaves', () => {
  it.each(QUICK)('in the manner of %s once ends with one entry at DCM and one registration here', async (mode) => {
    await misbehave(test.practice.baseUrl, mode, { route: 'create' });
    expect((await failure(home.registrations.send(kid, ENV))).code).not.toBe('nothing thrown');
    expect(home.registrations.list()[0]?.state).not.toBe('listed');
    const registration = await home.registrations.send(kid, ENV);
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(registration).toMatchObject({ kid, state: 'listed', guid: entry?.guid });
    expect(home.registrations.list()).toHaveLength(1);
  });

  it('posts nothing where it cannot look first', async () => {
    await misbehave(test.practice.baseUrl, 'failing', { route: 'list', times: 2 });
    expect((await failure(home.registrations.send(kid, ENV))).code).toBe('DCM_FAILED');
    expect((await failure(home.registrations.send(kid, ENV))).code).toBe('DCM_FAILED');
    expect(await entries()).toEqual([]);
    expect(await home.registrations.send(kid, ENV)).toMatchObject({ state: 'listed' });
  });

  it('does not take somebody else’s key under our kid for ours', async () => {
    await home.registrations.send(kid, ENV);
    await misbehave(test.practice.baseUrl, 'other-key', { route: 'list' });
    expect((await failure(home.registrations.send(kid, ENV))).code).toBe('KID_TAKEN');
  });

  it('does not say "listed" while DCM does not list it yet', async () => {
    await practiceApi.setPublishDelay(test.practice.baseUrl, 3600);
    expect((await failure(home.registrations.send(kid, ENV))).code).toBe('REGISTRATION_UNKNOWN');
    expect(home.registrations.list()[0]?.state).not.toBe('listed');
  });
});

describe('fetching the keys of a DCM that misbehaves', () => {
  it.each(QUICK.filter((mode) => mode !== 'other-key'))(
    'in the manner of %s keeps the last good set in use',
    async (mode) => {
      const good = await home.archive.fetch(ENV);
      await misbehave(test.practice.baseUrl, mode, { route: 'jwks' });
      expect((await failure(home.archive.fetch(ENV))).code).toMatch(/^DCM_/u);
      expect(home.archive.choose(ENV, Date.now())?.snapshot.id).toBe(good.id);
    },
  );
});
